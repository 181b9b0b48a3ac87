package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.Lease;
import java.util.Optional;

/**
 * The lease that operators share. Whoever gets it first undoes what was left behind ({@link
 * Inheritance}); so does whoever breaks it, who takes it for that moment.
 *
 * <p>What can't be undone is no reason to refuse the lease: the look that follows shows it, as a
 * hold or as an impediment.
 */
final class PatroniLease implements Lease {
  private final Lease shared;
  private final Inheritance inheritance;
  private final String owner;
  private final String host;

  /**
   * Over the shared one.
   *
   * @param owner who breaks leases, for others to see
   * @param host on which machine
   */
  PatroniLease(Lease shared, Inheritance inheritance, String owner, String host) {
    this.shared = shared;
    this.inheritance = inheritance;
    this.owner = owner;
    this.host = host;
  }

  @Override
  public Reply<LeaseGrant> take(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver) {
    return Replies.then(
        shared.take(identity, wanted, nonce, takeOver),
        grant -> {
          inheritance.clear(grant.token(), Optional.of(identity.runId()));
          return Replies.then(shared.renew(grant.token()), renewed -> new Reply.Ok<>(renewed));
        });
  }

  @Override
  public Reply<LeaseGrant> renew(long token) {
    return shared.renew(token);
  }

  @Override
  public Reply<Done> release(long token) {
    return shared.release(token);
  }

  @Override
  public Reply<Done> breakLease(RunId run, boolean force) {
    return Replies.then(
        shared.breakLease(run, force),
        broken -> {
          Identity unlocker =
              new Identity(owner, host, new RunId(run + "-unlocked"), RunKind.DRAIN);
          Reply<LeaseGrant> taken =
              shared.take(unlocker, Optional.empty(), "unlock-" + run, Optional.empty());
          if (taken instanceof Reply.Ok<LeaseGrant>(LeaseGrant grant)) {
            inheritance.clear(grant.token(), Optional.empty());
            shared.release(grant.token());
          }
          return new Reply.Ok<>(broken);
        });
  }
}
