package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.control.ClusterConfig;
import dev.tidalctl.sandbox.control.GuardLimits;
import dev.tidalctl.sandbox.wal.SyncedFiles;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Brings a whole sandbox up. */
final class StageStart {
  private static final String NAME = "sandbox";
  private static final Duration HEALTHY_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(1);

  private final Path dir;
  private final StageFiles files;
  private final StageProcesses processes;

  StageStart(Path dir, StageFiles files, StageProcesses processes) {
    this.dir = dir;
    this.files = files;
    this.processes = processes;
  }

  /** Brings it up; when that fails, or it is told to go down meanwhile, all has ended. */
  StageDescription up(StageOptions options, Runnable begun) {
    makeFolder(dir);
    try (StageLock _ = StageLock.take(files.wholeLock(), LOCK_LIMIT)) {
      refuseLive();
      files.clear();
      // From here on the directory is known to be a sandbox's, whatever happens to this command.
      files.write(StageDescription.empty(dir, NAME, options.retentionCap()));
      begun.run();
      ClusterConfig config = config(options);
      prepare(config);
      List<LiveProcess> started = new ArrayList<>();
      boolean healthy = false;
      try {
        StageDescription stage = start(options, config, started);
        healthy = true;
        return stage;
      } finally {
        if (!healthy) {
          started.forEach(LiveProcess::end);
        }
      }
    }
  }

  private void prepare(ClusterConfig config) {
    makeFolder(files.control());
    makeFolder(files.node(Stage.CONTROL));
    config.nodes().forEach(node -> makeFolder(files.node(node.name())));
    try {
      SyncedFiles.replace(files.control().resolve("cluster.json"), config.document().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "no sandbox was started",
          "the folder " + folder + " can't be made, or is a file",
          "nothing was changed",
          "name another one");
    }
  }

  private void refuseLive() {
    files
        .read()
        .filter(stage -> stage.processes().stream().anyMatch(LiveProcess::isAlive))
        .ifPresent(
            stage -> {
              throw new SandboxException(
                  SandboxException.Kind.REFUSED,
                  "no sandbox was started",
                  "one is running in " + dir,
                  "it was left as it is",
                  "end it first: tidalctl sandbox down --dir " + dir);
            });
  }

  private StageDescription start(
      StageOptions options, ClusterConfig config, List<LiveProcess> started) {
    ControlEntry control = processes.launchControl(0);
    started.add(control.process());
    StageDescription stage = files.update(now -> now.withControl(control));
    List<NodeEntry> nodes = new ArrayList<>();
    for (ClusterConfig.NodeConfig node : config.nodes()) {
      stage.requireUp();
      NodeEntry launched =
          processes.launchNode(
              stage,
              NodeEntry.launched(
                  node.name(),
                  node.shard(),
                  node.zone(),
                  options.version(),
                  control.process(),
                  files.node(node.name()).resolve("node.log")),
              options.version());
      started.add(launched.process());
      nodes.add(launched);
      stage = files.update(now -> now.withNodes(nodes));
    }
    List<NodeEntry> answering = awaitHealthy(control, nodes);
    StageDescription healthy = files.update(now -> now.withNodes(answering)).requireUp();
    files.writeClusterFile(healthy);
    return healthy;
  }

  private List<NodeEntry> awaitHealthy(ControlEntry control, List<NodeEntry> nodes) {
    try (ControlClient client = new ControlClient(control.url())) {
      return client
          .await(
              HEALTHY_LIMIT,
              () ->
                  processes.goingDown()
                      || nodes.stream().anyMatch(node -> !node.process().isAlive()),
              "observation",
              snapshot -> allHealthy(client, snapshot, nodes))
          .orElseThrow(() -> notHealthy(nodes));
    }
  }

  private static Optional<List<NodeEntry>> allHealthy(
      ControlClient client, JsonObject snapshot, List<NodeEntry> nodes) {
    long term = snapshot.number("term");
    boolean onTerm =
        snapshot.objects("shards").stream()
            .allMatch(shard -> shard.optNumber("term").orElse(0) == term);
    if (!onTerm) {
      return Optional.empty();
    }
    List<NodeEntry> answering =
        nodes.stream()
            .flatMap(node -> StageProcesses.reachable(client, snapshot, node).stream())
            .toList();
    return answering.size() == nodes.size() ? Optional.of(answering) : Optional.empty();
  }

  private SandboxException notHealthy(List<NodeEntry> nodes) {
    files.read().ifPresent(StageDescription::requireUp);
    List<NodeEntry> dead = nodes.stream().filter(node -> !node.process().isAlive()).toList();
    return new SandboxException(
        SandboxException.Kind.FAILED,
        "the sandbox did not become healthy",
        dead.isEmpty()
            ? "not all nodes answered within " + HEALTHY_LIMIT.toSeconds() + " s"
            : dead.getFirst().name() + " ended: " + StageFiles.tail(dead.getFirst().log()),
        "what was started has ended",
        "see " + (dead.isEmpty() ? nodes : dead).getFirst().log());
  }

  private static ClusterConfig config(StageOptions options) {
    List<ClusterConfig.NodeConfig> nodes =
        IntStream.range(0, options.nodes())
            .mapToObj(
                shard ->
                    new ClusterConfig.NodeConfig(
                        shard,
                        "node-" + shard,
                        options.zones().isEmpty()
                            ? Optional.empty()
                            : Optional.of(options.zones().get(shard))))
            .toList();
    // The control plane's own limits are the widest sensible ones, so that the cluster file's and
    // the command line's numbers decide: the stricter of the two is applied.
    GuardLimits limits = new GuardLimits(1, Math.max(1, options.nodes() - 1));
    return new ClusterConfig(NAME, options.retentionCap(), limits, nodes);
  }
}
