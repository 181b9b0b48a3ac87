package dev.tidalctl.patroni.wire;

/** What a node's PostgreSQL is, as Patroni says. */
public enum NodeRole {
  /** Takes writes: {@code master} in 3.x, {@code primary} in 4.x. */
  PRIMARY,
  /** Leads a standby cluster: takes no writes itself. */
  STANDBY_LEADER,
  /** Replays. */
  REPLICA,
  /** Neither: demoted, uninitialized, or a word of a later Patroni. */
  OTHER;

  static NodeRole of(String word) {
    return switch (word) {
      case "master", "primary" -> PRIMARY;
      case "standby_leader" -> STANDBY_LEADER;
      case "replica", "sync_standby", "quorum_standby" -> REPLICA;
      default -> OTHER;
    };
  }
}
