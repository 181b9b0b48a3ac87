package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/** The right to change the cluster. Same rules for calls as {@link ControlPlane}. */
public interface Lease {
  /**
   * Takes it. The same nonce again is answered with the same token.
   *
   * @param identity who
   * @param wanted the version rolled to, for others to see
   * @param nonce random, one per process of a run
   * @param takeOver whose lease shall be given up for us: a live one for its run and nonce, an
   *     abandoned one for its run
   * @return {@code Refused} with {@code LEASE_HELD} or {@code RUN_ABANDONED} and the holder
   */
  Reply<LeaseGrant> take(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver);

  /**
   * Renews it.
   *
   * @param token ours
   * @return {@code Refused} with {@code STALE_TOKEN} when it is no longer ours
   */
  Reply<LeaseGrant> renew(long token);

  /**
   * Gives it back.
   *
   * @param token ours
   */
  Reply<Done> release(long token);

  /**
   * Breaks the lease of a run that will not come back.
   *
   * @param run whose
   * @param force also when it was renewed within its time to live
   * @return {@code Refused} with {@code LEASE_HELD} when it is live and not forced, {@code OTHER}
   *     when that run has no lease
   */
  Reply<Done> breakLease(RunId run, boolean force);
}
