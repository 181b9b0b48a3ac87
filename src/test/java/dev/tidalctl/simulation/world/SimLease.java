package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/**
 * The lease as the control plane keeps it.
 *
 * @param deadline when it runs out, in nanoseconds of the world
 */
public record SimLease(
    Identity identity,
    Optional<Version> wanted,
    String nonce,
    long token,
    long deadline,
    boolean abandoned) {

  SimLease until(long next) {
    return new SimLease(identity, wanted, nonce, token, next, abandoned);
  }

  SimLease asAbandoned() {
    return new SimLease(identity, wanted, nonce, token, deadline, true);
  }

  LeaseHolder shown() {
    return new LeaseHolder(
        identity.owner(),
        identity.host(),
        identity.runId(),
        identity.kind(),
        wanted,
        Agenda.EPOCH.plusNanos(deadline),
        abandoned);
  }
}
