package dev.tidalctl.core;

import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the operator's upgrade command in for one node: {@code {node} {host} {shard} {role}
 * {version} {run}} in each argument, and the same as {@code TIDALCTL_NODE} and so on in the
 * environment. An upgrade only ever runs on a follower, so {@code {role}} is {@code follower}. What
 * is filled in is never looked at again: a value with braces stays as it is.
 */
final class CommandLine {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");

  private CommandLine() {}

  /** One attempt on a drained node. */
  static UpgradeJob job(NodeRun run, NodeView node, int attempt, Order.Roll roll, Bearings b) {
    RunId id = b.identity().runId();
    return switch (roll.command()) {
      case UpgradeCommand.Argv(List<String> argv) -> {
        Map<String, String> values = values(node, roll, id);
        Map<String, String> environment = new LinkedHashMap<>();
        values.forEach(
            (key, value) -> environment.put("TIDALCTL_" + key.toUpperCase(Locale.ROOT), value));
        yield new UpgradeJob.Command(
            node.name(), id, attempt, filled(argv, values), environment, b.limits().upgrade());
      }
      case UpgradeCommand.Restart restart ->
          new UpgradeJob.Restart(
              node.name(), id, attempt, run.drainedAs(), b.token(), b.limits().upgrade());
    };
  }

  /** The exact words that will be run; none when the driver restarts the node. */
  static List<String> argv(NodeView node, Order.Roll roll, RunId run) {
    return switch (roll.command()) {
      case UpgradeCommand.Argv(List<String> argv) -> filled(argv, values(node, roll, run));
      case UpgradeCommand.Restart restart -> List.of();
    };
  }

  private static Map<String, String> values(NodeView node, Order.Roll roll, RunId run) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("node", node.name().value());
    values.put(
        "host",
        roll.members().stream()
            .filter(m -> m.name().equals(node.name()))
            .map(Member::host)
            .findFirst()
            .orElse(node.name().value()));
    values.put("shard", node.shard().isPresent() ? Integer.toString(node.shard().getAsInt()) : "");
    values.put("role", "follower");
    values.put("version", roll.to().map(Version::value).orElse(""));
    values.put("run", run.value());
    return values;
  }

  private static List<String> filled(List<String> argv, Map<String, String> values) {
    return argv.stream().map(argument -> filled(argument, values)).toList();
  }

  private static String filled(String argument, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(argument)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }
}
