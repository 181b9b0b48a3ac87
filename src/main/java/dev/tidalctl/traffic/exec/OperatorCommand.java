package dev.tidalctl.traffic.exec;

import dev.tidalctl.process.BoundedCommand;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.process.Ended;
import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Placeholder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the operator's commands, run for a node: without a shell, away from the terminal, within a
 * limit. What can be named in braces stands in its environment, too.
 *
 * @param key where it stands in the cluster file, for messages
 * @param template its words
 * @param limit past which it is killed with its descendants
 */
record OperatorCommand(String key, CommandTemplate template, Duration limit) {
  private static final int LONGEST_COMPLAINT = 300;

  /**
   * Runs it.
   *
   * @param known values of placeholders that are the same for all nodes
   */
  Ended run(NodeSpec node, Map<Placeholder, String> known, Map<String, String> environment) {
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    for (Placeholder each : Placeholder.values()) {
      values.put(each, "");
    }
    values.put(Placeholder.ROLE, "follower");
    values.putAll(known);
    values.put(Placeholder.NODE, node.name());
    values.put(Placeholder.HOST, node.host());
    node.shard().ifPresent(shard -> values.put(Placeholder.SHARD, Integer.toString(shard)));
    Map<String, String> variables = new HashMap<>(environment);
    values.forEach((placeholder, value) -> variables.put(placeholder.variable(), value));
    List<String> argv = new ArrayList<>(Detacher.words(environment.getOrDefault("PATH", "")));
    argv.addAll(template.expand(values));
    try {
      return new BoundedCommand(argv, variables, BoundedCommand.NO_INPUT, limit).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended.TimedOut(limit);
    }
  }

  /** How it ended, for an operator. */
  String words(NodeSpec node, Ended ended) {
    return switch (ended) {
      case Ended.Exited(int status, String output, String complaint) ->
          "%s for %s ended with exit status %d%s"
              .formatted(key, node.name(), status, quoted(complaint));
      case Ended.TimedOut t ->
          "%s for %s did not end within %d s, and was killed"
              .formatted(key, node.name(), limit.toSeconds());
      case Ended.NotStarted(String why) ->
          "%s for %s could not be started: %s".formatted(key, node.name(), why);
    };
  }

  private static String quoted(String complaint) {
    String line = complaint.strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ": "
        + (line.length() <= LONGEST_COMPLAINT
            ? line
            : line.substring(0, LONGEST_COMPLAINT) + "...");
  }
}
