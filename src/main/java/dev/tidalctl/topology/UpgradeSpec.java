package dev.tidalctl.topology;

/** What is done to a drained node. */
public sealed interface UpgradeSpec {
  /**
   * The operator's own command runs, once a node.
   *
   * @param command its words
   */
  record Command(CommandTemplate command) implements UpgradeSpec {}

  /** PostgreSQL is restarted through Patroni; only for that driver. */
  record Restart() implements UpgradeSpec {}
}
