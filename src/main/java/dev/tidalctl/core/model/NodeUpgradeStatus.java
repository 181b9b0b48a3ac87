package dev.tidalctl.core.model;

/**
 * Where a node stands in an upgrade: {@code Pending → Draining → Drained → Upgrading → Rejoining →
 * Complete}, and {@code Failed(reason)} from any of them. Routing says what traffic does; the two
 * are shown side by side and never mixed up.
 */
public sealed interface NodeUpgradeStatus {
  /** Its turn has not come. */
  record Pending() implements NodeUpgradeStatus {}

  /** Traffic is leaving it and it applies up to the fence. */
  record Draining() implements NodeUpgradeStatus {}

  /** It is out of service, ready for the upgrade. */
  record Drained() implements NodeUpgradeStatus {}

  /** The operator's upgrade command runs, or its outcome is being looked at. */
  record Upgrading() implements NodeUpgradeStatus {}

  /** It catches up with the WAL that it missed. */
  record Rejoining() implements NodeUpgradeStatus {}

  /** It serves and is healthy, at the wanted version. */
  record Complete() implements NodeUpgradeStatus {}

  /**
   * The upgrade of this node ended short.
   *
   * @param reason what was wrong, and what is true of the node now
   */
  record Failed(String reason) implements NodeUpgradeStatus {}

  /** The status's name as shown in screens and JSON. */
  default String label() {
    return switch (this) {
      case Pending() -> "Pending";
      case Draining() -> "Draining";
      case Drained() -> "Drained";
      case Upgrading() -> "Upgrading";
      case Rejoining() -> "Rejoining";
      case Complete() -> "Complete";
      case Failed f -> "Failed";
    };
  }

  /** Whether the node's part of the run is over. */
  default boolean ended() {
    return switch (this) {
      case Complete c -> true;
      case Failed f -> true;
      case Pending p -> false;
      case Draining d -> false;
      case Drained d -> false;
      case Upgrading u -> false;
      case Rejoining r -> false;
    };
  }
}
