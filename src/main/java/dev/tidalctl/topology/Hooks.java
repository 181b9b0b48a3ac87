package dev.tidalctl.topology;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Commands of the operator that a roll runs, with the event as JSON on standard input.
 *
 * @param beforeNode before a node is drained
 * @param afterNode after a node is Complete and has soaked
 * @param onFailure when the roll ended short of its goal after a change; where no node Failed, the
 *     node's placeholders are empty
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

  /** Those that are named, by their keys, in the order in which a roll comes to them. */
  public SequencedMap<String, CommandTemplate> byName() {
    SequencedMap<String, CommandTemplate> named = new LinkedHashMap<>();
    beforeNode.ifPresent(hook -> named.put("beforeNode", hook));
    afterNode.ifPresent(hook -> named.put("afterNode", hook));
    onFailure.ifPresent(hook -> named.put("onFailure", hook));
    onComplete.ifPresent(hook -> named.put("onComplete", hook));
    return named;
  }
}
