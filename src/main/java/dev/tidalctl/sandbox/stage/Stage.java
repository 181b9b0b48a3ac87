package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The rehearsal cluster in one directory.
 *
 * <p>Commands on different nodes may run at once; two on the same node take turns.
 */
public final class Stage {
  /** The control plane's name among the processes. */
  public static final String CONTROL = "control";

  private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
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
    return up(options, () -> {});
  }

  /**
   * As {@link #up(StageOptions)}.
   *
   * @param begun is run once the directory is this sandbox's: from then on {@link #down} ends what
   *     this call started, and before it, what is somebody else's
   */
  public StageDescription up(StageOptions options, Runnable begun) {
    return new StageStart(dir, files, processes).up(options, begun);
  }

  /**
   * Stops a node's process and starts it as another version. Returns when the control plane shows
   * the new incarnation reachable.
   *
   * @throws SandboxException when there is no such node, or it does not come back in time
   */
  public NodeEntry upgrade(String node, String version) {
    describe().node(node);
    try (StageLock _ = lock(node)) {
      StageDescription stage = describe().requireUp();
      NodeEntry entry = stage.node(node);
      entry.process().end();
      return processes.startNode(stage, entry, version);
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
   * <ol>
   *   <li>From now on nothing is started here: what is about to, in any process, finds out.
   *   <li>End what runs.
   *   <li>Wait for every command that was starting something, and end what it had started.
   * </ol>
   *
   * @return what was there, with no control plane and no nodes when there never was anything
   * @throws SandboxException when something does not end
   */
  public StageDescription down() {
    if (files.read().isEmpty()) {
      return StageDescription.empty(dir, "", 0);
    }
    end(files.update(StageDescription::toGoDown));
    try (StageLock _ = StageLock.take(files.wholeLock(), LOCK_LIMIT)) {
      for (NodeEntry node : describe().nodes()) {
        awaitStarted(node.name());
      }
      awaitStarted(CONTROL);
      StageDescription all = describe();
      end(all);
      return all;
    }
  }

  /**
   * Waits until no process that was started after this one names the directory on its command line,
   * whoever started it: what is to be removed must not be in use.
   *
   * @param limit how long to wait
   * @return the ids of those that are still there
   */
  public List<Long> awaitUnused(Duration limit) {
    return new Users(dir).awaitEnd(limit);
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
                    SandboxException.Kind.MISUSE,
                    "there is no sandbox in " + dir,
                    "it has no sandbox.json",
                    "nothing was changed",
                    "start one: tidalctl sandbox up --nodes 3 --dir " + dir));
  }

  private LiveProcess process(String target) {
    StageDescription stage = describe();
    return target.equals(CONTROL) ? stage.requireControl().process() : stage.node(target).process();
  }

  private void start(String target) {
    try (StageLock _ = lock(target)) {
      StageDescription stage = describe().requireUp();
      if (process(target).isAlive()) {
        return;
      }
      if (target.equals(CONTROL)) {
        processes.startControl(stage);
      } else {
        NodeEntry entry = stage.node(target);
        processes.startNode(stage, entry, entry.version());
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
          SandboxException.Kind.MISUSE,
          "the control plane does not play " + kind,
          "only nodes do",
          "nothing was changed",
          "name a node, or kill, stop, start or restart the control plane");
    }
    if (!process(target).isAlive()) {
      throw new SandboxException(
          SandboxException.Kind.UNREACHABLE,
          target + " can't play " + kind,
          "its process has ended",
          "nothing was changed",
          "start it: tidalctl sandbox fault --dir " + dir + " start " + target);
    }
    JsonObject request = JsonObject.builder().put("kind", kind).build();
    try (HttpPeer node = HttpPeer.at(describe().node(target).url())) {
      Reply reply = node.post("/admin/fault", request, FAULT_LIMIT);
      if (!reply.isSuccess()) {
        throw new IOException(reply.text());
      }
    } catch (IOException e) {
      throw new SandboxException(
          SandboxException.Kind.UNKNOWN,
          target + " did not take up " + kind,
          String.valueOf(e.getMessage()),
          "whether it plays it is unknown",
          "see whether it runs: tidalctl status");
    }
  }

  private static void end(StageDescription stage) {
    stage.processes().forEach(LiveProcess::terminate);
    stage.processes().forEach(LiveProcess::end);
  }

  /** Who takes the lock after this finds that the sandbox is going down. */
  private void awaitStarted(String name) {
    lock(name).close();
  }

  private StageLock lock(String name) {
    return StageLock.take(files.processLock(name), LOCK_LIMIT);
  }
}
