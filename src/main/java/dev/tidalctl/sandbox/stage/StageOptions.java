package dev.tidalctl.sandbox.stage;

import java.util.List;

/**
 * What {@link Stage#up} is to start.
 *
 * @param nodes how many nodes, 1 to 32
 * @param version the version they run at first
 * @param retentionCap how many events the WAL keeps at most for a node that lags, at least 100
 * @param zones the nodes' zones in order; empty when they are given none
 */
public record StageOptions(int nodes, String version, long retentionCap, List<String> zones) {
  private static final int MAX_NODES = 32;
  private static final long MIN_RETENTION = 100;
  private static final long DEFAULT_RETENTION = 200_000;

  /** Copies the list, and refuses what is out of range ({@link SandboxException}). */
  public StageOptions {
    zones = List.copyOf(zones);
    require(nodes >= 1 && nodes <= MAX_NODES, "the number of nodes is 1 to " + MAX_NODES);
    require(!version.isBlank(), "a version is not blank");
    require(retentionCap >= MIN_RETENTION, "the retention cap is at least " + MIN_RETENTION);
    require(zones.isEmpty() || zones.size() == nodes, "there is one zone a node, or none at all");
  }

  /** That many nodes of version 1.0.0, keeping 200000 events, without zones. */
  public static StageOptions of(int nodes) {
    return new StageOptions(nodes, "1.0.0", DEFAULT_RETENTION, List.of());
  }

  private static void require(boolean so, String rule) {
    if (!so) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "no sandbox was started",
          rule,
          "nothing was changed",
          "give other values");
    }
  }
}
