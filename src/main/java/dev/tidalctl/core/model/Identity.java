package dev.tidalctl.core.model;

/**
 * Who acts: written into the lease and every hold.
 *
 * @param owner {@code TIDALCTL_OWNER}, else user@host
 * @param host the machine that runs tidalctl
 * @param runId this run
 * @param kind what it was started for
 */
public record Identity(String owner, String host, RunId runId, RunKind kind) {
  /**
   * Whether a hold is <em>ours</em>: for a roll one with our run id, for a drain or rejoin one of
   * the same owner.
   */
  public boolean owns(Hold hold) {
    return switch (kind) {
      case ROLL -> hold.runId().equals(runId);
      case DRAIN, REJOIN -> hold.owner().equals(owner);
    };
  }
}
