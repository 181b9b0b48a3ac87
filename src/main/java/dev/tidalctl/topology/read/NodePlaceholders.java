package dev.tidalctl.topology.read;

import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.Placeholder;

/** Whether every node has a value for what a command names. */
final class NodePlaceholders {
  private NodePlaceholders() {}

  /** Reports a command that names shard ids where a node has none. */
  static void check(Field field, CommandTemplate command, Nodes nodes) {
    if (command.names(Placeholder.SHARD)) {
      nodes.specs().stream()
          .filter(node -> node.shard().isEmpty())
          .findFirst()
          .ifPresent(
              node ->
                  field.wrong("names {shard}, but the node %s has none".formatted(node.name())));
    }
  }
}
