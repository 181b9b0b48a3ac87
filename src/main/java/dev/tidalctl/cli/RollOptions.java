package dev.tidalctl.cli;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.PolicyOverrides;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which nodes a roll takes, to which version, and how carefully. */
final class RollOptions {
  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description =
          "The version that every node shall report. Without it a node is done when it has"
              + " restarted.")
  private Optional<Version> to = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "NODE",
      split = ",",
      description = "Roll only this node. Name or shard id; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "NODE",
      split = ",",
      description = "Leave this node, and any hold on it, as it is. May be repeated.")
  private List<String> skip = new ArrayList<>();

  @Option(
      names = "--adopt",
      paramLabel = "NODE",
      split = ",",
      description = "Take over the hold that somebody else has on this node. May be repeated.")
  private List<String> adopt = new ArrayList<>();

  @Option(
      names = "--include-unready",
      description = "Take nodes that do not answer, too, first and straight to drained.")
  private boolean includeUnready;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "End after this many nodes, resumable; exit 9.")
  private Optional<Integer> stopAfter = Optional.empty();

  @Option(
      names = "--soak",
      paramLabel = "DURATION",
      description = "Watch the cluster this long between nodes. Default: policy.soak.")
  private Optional<Duration> soak = Optional.empty();

  @Option(
      names = "--max-unavailable",
      paramLabel = "N",
      description =
          "How many nodes may be out of service or unhealthy at once. Default:"
              + " policy.maxUnavailable.")
  private Optional<Integer> maxUnavailable = Optional.empty();

  @Option(
      names = "--timeout-drain",
      paramLabel = "DURATION",
      description = "Undo a drain after this long. Default: timeouts.drain.")
  private Optional<Duration> timeoutDrain = Optional.empty();

  @Option(
      names = "--timeout-upgrade",
      paramLabel = "DURATION",
      description = "End the upgrade command after this long. Default: timeouts.upgrade.")
  private Optional<Duration> timeoutUpgrade = Optional.empty();

  @Option(
      names = "--timeout-rejoin",
      paramLabel = "DURATION",
      description =
          "Give a rejoin up after this long without any progress. Default: timeouts.rejoin.")
  private Optional<Duration> timeoutRejoin = Optional.empty();

  PolicyOverrides overrides() {
    return new PolicyOverrides(
        maxUnavailable.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        soak,
        timeoutDrain,
        timeoutUpgrade,
        timeoutRejoin);
  }

  /**
   * The order.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when a node is unknown, a count is below 1,
   *     or the file can't be rolled so
   */
  Order.Roll order(ClusterFile file) {
    return order(file, to);
  }

  /** Likewise, to that version. */
  Order.Roll order(ClusterFile file, Optional<Version> version) {
    if (stopAfter.isPresent() && stopAfter.get() < 1) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--stop-after " + stopAfter.get(),
          "it counts nodes, from 1",
          "nothing was contacted",
          "");
    }
    Runs.requireVersion(file, version);
    NamedNodes nodes = new NamedNodes(file);
    Set<NodeName> onlyThese = nodes.all(only);
    Set<NodeName> skipped = nodes.all(skip);
    requireSome(file, onlyThese, skipped);
    return new Order.Roll(
        Terms.members(file),
        version,
        Runs.upgradeCommand(file),
        onlyThese,
        skipped,
        adopted(nodes),
        includeUnready,
        stopAfter());
  }

  /** Refuses options that say what is rolled: a run that is gone on with knows that itself. */
  void requireNoTargets(RunId run) {
    if (to.isPresent() || !only.isEmpty() || !skip.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          (to.isPresent() ? "--to" : only.isEmpty() ? "--skip" : "--only") + " with --resume",
          "run " + run + " goes on with the nodes and the version that it was begun with",
          "nothing was contacted",
          "");
    }
  }

  /** What was given of these, each as one word of a command line. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    to.ifPresent(version -> words.add("--to=" + version));
    only.forEach(node -> words.add("--only=" + node));
    skip.forEach(node -> words.add("--skip=" + node));
    adopt.forEach(node -> words.add("--adopt=" + node));
    if (includeUnready) {
      words.add("--include-unready");
    }
    stopAfter.ifPresent(n -> words.add("--stop-after=" + n));
    maxUnavailable.ifPresent(n -> words.add("--max-unavailable=" + n));
    soak.ifPresent(length -> words.add("--soak=" + length.toMillis() + "ms"));
    timeoutDrain.ifPresent(length -> words.add("--timeout-drain=" + length.toMillis() + "ms"));
    timeoutUpgrade.ifPresent(length -> words.add("--timeout-upgrade=" + length.toMillis() + "ms"));
    timeoutRejoin.ifPresent(length -> words.add("--timeout-rejoin=" + length.toMillis() + "ms"));
    return words;
  }

  Optional<Version> to() {
    return to;
  }

  Set<NodeName> adopted(NamedNodes nodes) {
    return nodes.all(adopt);
  }

  boolean includeUnready() {
    return includeUnready;
  }

  OptionalInt stopAfter() {
    return stopAfter.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  boolean overridesPolicy() {
    return maxUnavailable.isPresent()
        || soak.isPresent()
        || timeoutDrain.isPresent()
        || timeoutUpgrade.isPresent()
        || timeoutRejoin.isPresent();
  }

  /** Nothing left to roll would else pass for a cluster at its version already. */
  private static void requireSome(ClusterFile file, Set<NodeName> only, Set<NodeName> skip) {
    Optional<NodeName> both = only.stream().filter(skip::contains).sorted().findFirst();
    if (both.isPresent()) {
      throw contradiction("both --only and --skip name " + both.get());
    }
    if (skip.size() == file.nodes().size()) {
      throw contradiction("--skip names every node");
    }
  }

  private static CommandFailed contradiction(String what) {
    return new CommandFailed(
        ExitCode.USAGE, "there is no such roll", what, "nothing was contacted", "");
  }
}
