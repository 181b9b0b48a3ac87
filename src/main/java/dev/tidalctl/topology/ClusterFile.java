package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One cluster as its operator declared it: checked, with defaults filled in and every path
 * absolute.
 *
 * @param file the file as the user named it
 * @param name the cluster's name
 * @param driver how its control plane is reached
 * @param nodes its nodes, in the order of the file, at least one
 * @param policy how far changes may go
 * @param upgrade what is done to a drained node; needed by a roll only
 * @param probe how availability is measured
 * @param hooks commands that a roll runs around nodes
 * @param state where runs are recorded
 * @param missingForChange what the file lacks before anything may be changed; status needs it not
 */
public record ClusterFile(
    Path file,
    String name,
    DriverSpec driver,
    List<NodeSpec> nodes,
    Policy policy,
    Optional<UpgradeSpec> upgrade,
    Optional<ProbeSpec> probe,
    Hooks hooks,
    StateSpec state,
    List<Problem> missingForChange) {
  /** Takes unmodifiable copies. */
  public ClusterFile {
    nodes = List.copyOf(nodes);
    missingForChange = List.copyOf(missingForChange);
  }

  /** Which driver the file names. */
  public DriverKind driverKind() {
    return driver.kind();
  }

  /**
   * The node with this name or, failing that, with this shard id. Never ambiguous: a file in which
   * one node is named like another one's shard is refused.
   */
  public Optional<NodeSpec> node(String nameOrShard) {
    return nodes.stream()
        .filter(node -> node.name().equals(nameOrShard))
        .findFirst()
        .or(
            () ->
                nodes.stream()
                    .filter(node -> node.shard().isPresent())
                    .filter(node -> Integer.toString(node.shard().getAsInt()).equals(nameOrShard))
                    .findFirst());
  }

  /**
   * Checks that the file names all that a change needs. Commands that only look don't ask.
   *
   * @throws InvalidClusterFile naming everything missing, each with its remedies
   */
  public void requireChangeable() throws InvalidClusterFile {
    if (!missingForChange.isEmpty()) {
      throw new InvalidClusterFile(file, missingForChange);
    }
  }

  /**
   * What a roll does to a drained node.
   *
   * @throws InvalidClusterFile when the file does not say
   */
  public UpgradeSpec requireUpgrade() throws InvalidClusterFile {
    if (upgrade.isEmpty()) {
      throw new InvalidClusterFile(
          file,
          List.of(
              Problem.ofWholeFile(
                  switch (driverKind()) {
                    case TIDAL -> "upgrade.command is missing: a roll needs it";
                    case PATRONI ->
                        "upgrade.command or upgrade.restart is missing: a roll needs one";
                  })));
    }
    return upgrade.get();
  }

  /** The keys whose commands hold this placeholder, as {@code upgrade.command}, sorted. */
  public List<String> keysNaming(Placeholder placeholder) {
    return commands().entrySet().stream()
        .filter(command -> command.getValue().names(placeholder))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * This file with what the command line asks for put over its policy.
   *
   * @throws IllegalArgumentException when that leaves the range of a value; its message is meant
   *     for the user
   */
  public ClusterFile with(PolicyOverrides overrides) {
    overrides
        .maxUnavailable()
        .ifPresent(
            wanted ->
                refuse("max-unavailable ", PolicyLimits.maxUnavailable(wanted, nodes.size())));
    overrides.soak().ifPresent(wanted -> refuse("soak ", PolicyLimits.soak(wanted)));
    overrides.drain().ifPresent(wanted -> refuse("drain limit ", PolicyLimits.timeout(wanted)));
    overrides.upgrade().ifPresent(wanted -> refuse("upgrade limit ", PolicyLimits.timeout(wanted)));
    overrides.rejoin().ifPresent(wanted -> refuse("rejoin limit ", PolicyLimits.timeout(wanted)));
    return new ClusterFile(
        file,
        name,
        driver,
        nodes,
        policy.with(overrides),
        upgrade,
        probe,
        hooks,
        state,
        missingForChange);
  }

  private static void refuse(String what, Optional<String> why) {
    why.ifPresent(
        text -> {
          throw new IllegalArgumentException(what + text);
        });
  }

  private Map<String, CommandTemplate> commands() {
    Map<String, CommandTemplate> commands = new TreeMap<>();
    if (upgrade.isPresent() && upgrade.get() instanceof UpgradeSpec.Command upgradeCommand) {
      commands.put("upgrade.command", upgradeCommand.command());
    }
    hooks.beforeNode().ifPresent(command -> commands.put("hooks.beforeNode", command));
    hooks.afterNode().ifPresent(command -> commands.put("hooks.afterNode", command));
    hooks.onFailure().ifPresent(command -> commands.put("hooks.onFailure", command));
    hooks.onComplete().ifPresent(command -> commands.put("hooks.onComplete", command));
    if (driver instanceof DriverSpec.Patroni patroni
        && patroni.routing().isPresent()
        && patroni.routing().get().reads() instanceof ReadRouting.Exec exec) {
      commands.put("routing.exec.drain", exec.drain());
      commands.put("routing.exec.enable", exec.enable());
      commands.put("routing.exec.check", exec.check());
    }
    return commands;
  }
}
