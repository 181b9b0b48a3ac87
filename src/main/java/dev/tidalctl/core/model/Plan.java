package dev.tidalctl.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a roll would do to the cluster as a snapshot shows it. The leader is looked up again before
 * each node, so the order of a run that is under way may differ.
 *
 * @param to the version wanted
 * @param batches nodes in the order of their turn; the nodes of one batch go together
 * @param skipped nodes that will not be touched
 * @param refusals why the roll would be refused as things stand; empty when it would not
 * @param warnings what the operator should know before saying yes
 */
public record Plan(
    Optional<Version> to,
    List<Batch> batches,
    List<Skipped> skipped,
    List<Impediment> refusals,
    List<String> warnings) {
  /** Keeps its own copies. */
  public Plan {
    batches = List.copyOf(batches);
    skipped = List.copyOf(skipped);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /**
   * Nodes that go together.
   *
   * @param zone theirs
   * @param nodes who
   * @param serving how many nodes are expected to serve and be healthy meanwhile
   */
  public record Batch(String zone, List<Item> nodes, int serving) {
    /** Keeps its own copy. */
    public Batch {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * A node to be upgraded.
   *
   * @param name which
   * @param shard its shard id, where it has one
   * @param from the version that it reports now
   * @param leads whether it leads now, so that leadership is handed over first
   * @param command the exact argv that will be run; empty when the driver restarts the node
   */
  public record Item(
      NodeName name,
      OptionalInt shard,
      Optional<Version> from,
      boolean leads,
      List<String> command) {
    /** Keeps its own copy. */
    public Item {
      command = List.copyOf(command);
    }
  }

  /**
   * A node that will not be touched.
   *
   * @param name which
   * @param reason why
   */
  public record Skipped(NodeName name, String reason) {}
}
