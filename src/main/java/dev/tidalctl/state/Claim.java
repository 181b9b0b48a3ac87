package dev.tidalctl.state;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * Who took the lease.
 *
 * @param identity of the run
 * @param wanted the version it rolls to
 * @param nonce of its process
 */
record Claim(Identity identity, Optional<Version> wanted, String nonce) {
  boolean isRoll() {
    return identity.kind() == RunKind.ROLL;
  }

  LeaseHolder shown(Instant expiresAt, boolean abandoned) {
    return new LeaseHolder(
        identity.owner(),
        identity.host(),
        identity.runId(),
        identity.kind(),
        wanted,
        expiresAt,
        abandoned);
  }
}
