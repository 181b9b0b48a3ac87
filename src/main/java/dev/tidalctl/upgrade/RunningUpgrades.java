package dev.tidalctl.upgrade;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Claim;
import dev.tidalctl.upgrade.supervisor.Machine;
import dev.tidalctl.upgrade.supervisor.ProcessStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The upgrade commands that still run on this machine, by what their supervisors wrote down. A
 * record that can't be read, or that another machine made, tells of none: whoever takes its attempt
 * up says so.
 */
public final class RunningUpgrades {
  private final Path runs;
  private final Machine machine;

  /**
   * A command that runs.
   *
   * @param run of which roll
   * @param node on which node
   * @param attempt counted from 1
   * @param process its supervisor's id, or its own when that is dead
   * @param folder where its records and its output are
   */
  public record Running(RunId run, NodeName node, int attempt, long process, Path folder) {
    /** What runs where, in words. */
    public String words() {
      return "the upgrade command of run "
          + run
          + " on "
          + node
          + ", attempt "
          + attempt
          + ", still runs (process "
          + process
          + ", see "
          + folder
          + ")";
    }
  }

  /**
   * Looks at nothing yet.
   *
   * @param runs the folder of all runs of this cluster
   * @param host this machine's name
   */
  public RunningUpgrades(Path runs, String host) {
    this(runs, Machine.here(host));
  }

  RunningUpgrades(Path runs, Machine machine) {
    this.runs = runs.toAbsolutePath();
    this.machine = machine;
  }

  /** Those of one run. */
  public List<Running> of(RunId run) {
    return children(runs.resolve(run.value()).resolve("upgrades")).stream()
        .flatMap(node -> in(run, node).stream())
        .toList();
  }

  /** Those on one node, of whatever run. */
  public List<Running> on(NodeName node) {
    return children(runs).stream()
        .flatMap(
            run -> in(new RunId(name(run)), run.resolve("upgrades").resolve(node.value())).stream())
        .toList();
  }

  private List<Running> in(RunId run, Path node) {
    List<Running> running = new ArrayList<>();
    for (Path attempt : children(node)) {
      if (name(attempt).matches("[0-9]{1,9}")) {
        process(new AttemptFolder(attempt))
            .map(
                pid ->
                    new Running(
                        run,
                        new NodeName(name(node)),
                        Integer.parseInt(name(attempt)),
                        pid,
                        attempt))
            .ifPresent(running::add);
      }
    }
    return running;
  }

  private Optional<Long> process(AttemptFolder attempt) {
    try {
      Optional<Claim> claim = attempt.claim().filter(c -> c.machine().isSame(machine));
      if (claim.isEmpty() || attempt.end().isPresent()) {
        return Optional.empty();
      }
      return Stream.concat(Stream.of(claim.get().supervisor()), attempt.command().stream())
          .filter(ProcessStamp::isAlive)
          .map(ProcessStamp::pid)
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
