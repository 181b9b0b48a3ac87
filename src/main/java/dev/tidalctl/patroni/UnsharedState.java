package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.state.SwitchoverNote;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a cluster file that names no place for it has in common with others: nothing to change. */
public final class UnsharedState implements SharedState, Lease {
  /** There is nothing to know. */
  public UnsharedState() {}

  @Override
  public Lease lease() {
    return this;
  }

  @Override
  public Reply<View> look() {
    return new Reply.Ok<>(new View(0, Optional.empty(), Map.of(), Optional.empty()));
  }

  @Override
  public Reply<Done> mark(
      NodeName node, Optional<Long> seen, Optional<Mark> mark, int servingAfter, long token) {
    return nowhere();
  }

  @Override
  public Reply<Done> note(Optional<SwitchoverNote> note, long token) {
    return nowhere();
  }

  @Override
  public Reply<OptionalInt> servingFloor(long token) {
    return new Reply.Ok<>(OptionalInt.empty());
  }

  @Override
  public Reply<LeaseGrant> take(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver) {
    return nowhere();
  }

  @Override
  public Reply<LeaseGrant> renew(long token) {
    return nowhere();
  }

  @Override
  public Reply<Done> release(long token) {
    return nowhere();
  }

  @Override
  public Reply<Done> breakLease(RunId run, boolean force) {
    return nowhere();
  }

  @Override
  public void close() {}

  private static <T> Reply<T> nowhere() {
    return Replies.refused(
        Code.UNSUPPORTED,
        "the cluster file names no place for the lease: add state.etcd, or state.scope:"
            + " this-machine");
  }
}
