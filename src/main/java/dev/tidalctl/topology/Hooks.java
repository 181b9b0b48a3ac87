package dev.tidalctl.topology;

import java.util.Optional;

/**
 * Commands of the operator that a roll runs, with the event as JSON on standard input.
 *
 * @param beforeNode before a node is drained
 * @param afterNode after a node is Complete and has soaked
 * @param onFailure when a node is Failed
 * @param onComplete when the roll has ended well; knows no node
 */
public record Hooks(
    Optional<CommandTemplate> beforeNode,
    Optional<CommandTemplate> afterNode,
    Optional<CommandTemplate> onFailure,
    Optional<CommandTemplate> onComplete) {
  /** No hook at all. */
  public static final Hooks NONE =
      new Hooks(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
