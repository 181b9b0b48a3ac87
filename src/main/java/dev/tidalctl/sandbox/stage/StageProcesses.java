package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.control.ControlMain;
import dev.tidalctl.sandbox.node.NodeMain;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the processes of a sandbox and waits until they answer. */
final class StageProcesses {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final int CONTROL_HEAP = 256;
  private static final int NODE_HEAP = 128;

  private final StageFiles files;

  StageProcesses(StageFiles files) {
    this.files = files;
  }

  /** Starts the control plane at its port, 0 for any; returns when it has told where it answers. */
  ControlEntry launchControl(int port) {
    Path log = files.control().resolve("control.log");
    LiveProcess process =
        launch(
            ControlMain.class,
            CONTROL_HEAP,
            log,
            List.of(files.control().toString(), Integer.toString(port)));
    URI url =
        awaitEndpoint(process)
            .orElseThrow(
                () -> {
                  process.end();
                  return new SandboxException(
                      SandboxException.Kind.FAILED,
                      "the control plane did not start",
                      StageFiles.tail(log),
                      "it has ended",
                      "see " + log);
                });
    return new ControlEntry(process.pid(), process.startedAt(), url.getPort(), url, log);
  }

  /** Starts the control plane again, at the port it had. */
  void startControl(StageDescription stage) {
    ControlEntry started = launchControl(stage.requireControl().port());
    files.update(now -> now.withControl(started));
  }

  /** Starts a node's process; it may not answer yet. */
  NodeEntry launchNode(StageDescription stage, NodeEntry node, String version) {
    LiveProcess process =
        launch(
            NodeMain.class,
            NODE_HEAP,
            node.log(),
            List.of(
                files.node(node.name()).toString(),
                Integer.toString(node.shard()),
                node.name(),
                version,
                stage.requireControl().url().toString(),
                Long.toString(stage.retentionCap())));
    return node.relaunched(version, process);
  }

  /** Starts a node's process; returns when the control plane shows it reachable. */
  NodeEntry startNode(StageDescription stage, NodeEntry node, String version) {
    NodeEntry launched = launchNode(stage, node, version);
    files.update(now -> now.withNode(launched));
    try (ControlClient control = new ControlClient(stage.requireControl().url())) {
      NodeEntry answering =
          control
              .await(
                  START_LIMIT,
                  () -> !launched.process().isAlive() || goingDown(),
                  "revision",
                  snapshot -> reachable(control, snapshot, launched))
              .orElseThrow(() -> notAnswering(launched));
      files.update(now -> now.withNode(answering));
      return answering;
    }
  }

  private SandboxException notAnswering(NodeEntry launched) {
    files.read().ifPresent(StageDescription::requireUp);
    return new SandboxException(
        SandboxException.Kind.FAILED,
        launched.name() + " does not answer as version " + launched.version(),
        StageFiles.tail(launched.log()),
        launched.process().isAlive()
            ? "its process " + launched.pid() + " runs"
            : "its process has ended",
        "see " + launched.log());
  }

  /** Whether nothing is to be started any more. */
  boolean goingDown() {
    return files.read().map(StageDescription::goingDown).orElse(true);
  }

  /** The node with its address, if the snapshot shows the process just launched. */
  static Optional<NodeEntry> reachable(
      ControlClient control, JsonObject snapshot, NodeEntry launched) {
    return snapshot.objects("shards").stream()
        .filter(shard -> shard.integer("id") == launched.shard() && shard.flag("reachable"))
        .filter(shard -> shard.optNumber("appliedSeqno").isPresent())
        .flatMap(shard -> registered(control, launched).stream())
        .findFirst();
  }

  private static Optional<NodeEntry> registered(ControlClient control, NodeEntry launched) {
    try {
      return control.nodes().stream()
          .filter(node -> node.integer("shard") == launched.shard())
          .flatMap(node -> node.optObject("process").stream())
          .filter(process -> process.number("pid") == launched.pid())
          .map(
              process ->
                  launched.answering(URI.create(process.text("url")), process.text("incarnation")))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static LiveProcess launch(Class<?> main, int heap, Path log, List<String> arguments) {
    try {
      return Launcher.start(main, heap, log, arguments);
    } catch (IOException e) {
      throw new SandboxException(
          SandboxException.Kind.FAILED,
          "A process could not be started",
          String.valueOf(e.getMessage()),
          "it does not run",
          "see whether this machine has room for one more");
    }
  }

  private Optional<URI> awaitEndpoint(LiveProcess process) {
    Path file = files.control().resolve("endpoint.json");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (Files.exists(file)) {
          JsonObject endpoint = JsonObject.parse(Files.readAllBytes(file));
          if (endpoint.number("pid") == process.pid()) {
            return Optional.of(URI.create(endpoint.text("url")));
          }
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
