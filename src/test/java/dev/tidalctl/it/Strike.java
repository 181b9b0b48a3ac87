package dev.tidalctl.it;

import java.util.Set;

/**
 * One blow and when it falls.
 *
 * @param node which node of the roll must be in hand, 1 for the first
 * @param stage the stage that it must have entered, or {@link #COMMAND_AT_WORK}
 * @param blow what falls then
 */
record Strike(int node, String stage, Blow blow) {
  /** The upgrade command has stopped the node. */
  static final String COMMAND_AT_WORK = "CommandAtWork";

  /** The stage whose event announces it. */
  String event() {
    return stage.equals(COMMAND_AT_WORK) ? "RunningCommand" : stage;
  }

  /** Whether the node, and the roll with it, may come to its end before the blow has its effect. */
  boolean late() {
    return Set.of("Shipping", "Sampling", "Proving", "Comparing", "Admitting", "Settling")
        .contains(stage);
  }

  @Override
  public String toString() {
    return blow + " at " + stage + " of node " + node;
  }
}
