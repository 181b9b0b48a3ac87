package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The rehearsal cluster in one directory.
 *
 * <p>Commands on different nodes may run at once; two on the same node take turns.
 */
public final class Stage {
  /** The control plane's name among the processes. */
  public static final String CONTROL = "control";

  private static final Duration NODE_LOCK_LIMIT = Duration.ofSeconds(60);
  private static final Duration FAULT_LIMIT = Duration.ofSeconds(5);

  private final Path dir;
  private final StageFiles files;
  private final StageProcesses processes;

  private Stage(Path dir) {
    this.dir = dir;
    this.files = new StageFiles(dir);
    this.processes = new StageProcesses(files);
  }

  /** The stage in a directory; nothing is read or written yet. */
  public static Stage at(Path dir) {
    return new Stage(dir.toAbsolutePath().normalize());
  }

  /**
   * Starts a control plane and nodes, from nothing: what an earlier, ended sandbox left in the
   * directory is removed. Returns when all are healthy; on failure, what was started has ended.
   *
   * @throws SandboxException when a sandbox lives there, or something did not start
   */
  public StageDescription up(StageOptions options) {
    return new StageStart(dir, files, processes).up(options);
  }

  /**
   * Stops a node's process and starts it as another version. Returns when the control plane shows
   * the new incarnation reachable.
   *
   * @throws SandboxException when there is no such node, or it does not come back in time
   */
  public NodeEntry upgrade(String node, String version) {
    describe().node(node);
    try (StageFiles.Locked _ = lockNode(node)) {
      NodeEntry entry = describe().node(node);
      entry.process().end();
      return processes.startNode(describe(), entry, version);
    }
  }

  /**
   * Disturbs the cluster, or ends a disturbance.
   *
   * @return what runs afterwards
   * @throws SandboxException when there is no such target, or it does not follow
   */
  public StageDescription fault(Fault fault) {
    boolean all = fault instanceof Fault.Heal && fault.target().equals(Fault.ALL);
    if (!all && !fault.target().equals(CONTROL)) {
      describe().node(fault.target());
    }
    switch (fault) {
      case Fault.Kill kill -> process(kill.target()).kill();
      case Fault.Stop stop -> process(stop.target()).end();
      case Fault.Start start -> start(start.target());
      case Fault.Restart restart -> {
        process(restart.target()).end();
        start(restart.target());
      }
      case Fault.Played played -> play(played.kind(), played.target());
      case Fault.Heal heal when all -> {
        start(CONTROL);
        describe().nodes().forEach(node -> heal(node.name()));
      }
      case Fault.Heal heal -> heal(heal.target());
    }
    return describe();
  }

  /**
   * Ends exactly the processes that were started here. Nothing there, or ended already: nothing to
   * do.
   *
   * @return what was there, with no control plane and no nodes when there never was anything
   */
  public StageDescription down() {
    Optional<StageDescription> there = files.read();
    there.ifPresent(
        stage -> {
          stage.processes().forEach(LiveProcess::terminate);
          stage.processes().forEach(LiveProcess::end);
        });
    return there.orElseGet(
        () ->
            new StageDescription(
                dir, "", dir.resolve(StageFiles.CLUSTER_FILE), 0, Optional.empty(), List.of()));
  }

  /**
   * What there is, running or not.
   *
   * @throws SandboxException when there is no sandbox in the directory
   */
  public StageDescription describe() {
    return files
        .read()
        .orElseThrow(
            () ->
                new SandboxException(
                    "There is no sandbox in " + dir,
                    "it has no sandbox.json",
                    "Nothing was changed",
                    "Start one: tidalctl sandbox up --nodes 3 --dir " + dir));
  }

  private LiveProcess process(String target) {
    StageDescription stage = describe();
    return target.equals(CONTROL) ? stage.requireControl().process() : stage.node(target).process();
  }

  private void start(String target) {
    if (target.equals(CONTROL)) {
      try (StageFiles.Locked _ = lockNode(CONTROL)) {
        if (!process(CONTROL).isAlive()) {
          processes.startControl(describe());
        }
      }
      return;
    }
    try (StageFiles.Locked _ = lockNode(target)) {
      NodeEntry entry = describe().node(target);
      if (!entry.process().isAlive()) {
        processes.startNode(describe(), entry, entry.version());
      }
    }
  }

  private void heal(String target) {
    start(target);
    if (!target.equals(CONTROL)) {
      play("heal", target);
    }
  }

  private void play(String kind, String target) {
    if (target.equals(CONTROL)) {
      throw new SandboxException(
          "The control plane does not play " + kind,
          "only nodes do",
          "Nothing was changed",
          "Name a node, or kill, stop, start or restart the control plane");
    }
    JsonObject request = JsonObject.builder().put("kind", kind).build();
    try (HttpPeer node = HttpPeer.at(describe().node(target).url())) {
      Reply reply = node.post("/admin/fault", request, FAULT_LIMIT);
      if (!reply.isSuccess()) {
        throw new IOException(reply.text());
      }
    } catch (IOException e) {
      throw new SandboxException(
          target + " did not take up " + kind,
          String.valueOf(e.getMessage()),
          "Whether it plays it is unknown",
          "See whether it runs: tidalctl status");
    }
  }

  private StageFiles.Locked lockNode(String name) {
    return StageFiles.lock(files.node(name).resolve("lock"), NODE_LOCK_LIMIT);
  }
}
