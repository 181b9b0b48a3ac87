package dev.tidalctl.upgrade;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.process.Executables;
import dev.tidalctl.upgrade.supervisor.Assignment;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.End;
import dev.tidalctl.upgrade.supervisor.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the operator's command by a supervisor process that outlives this one, or adopts the command
 * that an earlier one runs.
 *
 * <ol>
 *   <li>Each attempt has its folder, {@code RUNS/RUN/upgrades/NODE/ATTEMPT}. What is there says
 *       whether it was started; if so, its end is found out, and nothing is started.
 *   <li>While a command of another attempt, or another run, still runs on the node here, none is
 *       started beside it.
 *   <li>Else a supervisor is started in a session of its own. It claims the attempt, durably and at
 *       most once among all, before it starts the command; it keeps the output, at most 10 MiB of
 *       it, and the limit; past that the command gets TERM with its descendants, and KILL 5 s
 *       later. It writes down how the command ended.
 *   <li>When this process ends, is stopped, or the waiting thread is interrupted, the command goes
 *       on, and so does its supervisor.
 * </ol>
 *
 * So for one attempt the command runs at most once, whoever asks how often, and whoever dies.
 */
public final class SupervisedUpgrader implements Upgrader, AutoCloseable {
  /** The most that is kept of a command's output, in bytes. */
  static final long LOG_CAP = 10L * 1024 * 1024;

  /** From TERM to KILL. */
  static final Duration GRACE = Duration.ofSeconds(5);

  /** From a supervisor's start to its claim. */
  private static final Duration CLAIM_LIMIT = Duration.ofSeconds(30);

  private static final AtomicLong PIPES = new AtomicLong();

  private final Path runs;
  private final String searchPath;
  private final Machine machine;
  private final List<String> detacher;
  private final Duration grace;
  private final Standby standby;

  /**
   * An upgrader.
   *
   * @param runs the folder of all runs of this cluster, made when needed
   * @param searchPath folders in which programs are found, as in the variable {@code PATH}
   * @param host this machine's name
   */
  public SupervisedUpgrader(Path runs, String searchPath, String host) {
    this(runs, searchPath, Machine.here(host), GRACE);
  }

  SupervisedUpgrader(Path runs, String searchPath, Machine machine, Duration grace) {
    this.runs = runs.toAbsolutePath();
    this.searchPath = searchPath;
    this.machine = machine;
    this.detacher = Detacher.words(searchPath);
    this.grace = grace;
    this.standby = new Standby(detacher);
  }

  /** Starts a supervisor ahead of its work, in the background; there is one from then on. */
  public void expectWork() {
    Thread.ofVirtual().name("standby").start(standby::prepare);
  }

  /** Ends the supervisor that has no work. Those that have are left alone. */
  @Override
  public void close() {
    standby.close();
  }

  @Override
  public CommandEnd run(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Command command -> run(command);
      case UpgradeJob.Restart restart ->
          new CommandEnd(
              new CommandEnd.How.NotStarted("a restart is for the driver to make"),
              Duration.ZERO,
              "");
    };
  }

  private CommandEnd run(UpgradeJob.Command job) {
    AttemptFolder folder =
        new AttemptFolder(
            runs.resolve(job.runId().value())
                .resolve("upgrades")
                .resolve(job.node().value())
                .resolve(Integer.toString(job.attempt())));
    long start = System.nanoTime();
    boolean interrupted = Thread.interrupted();
    try {
      return endOf(job, folder, interrupted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CommandEnd(
          new CommandEnd.How.Unknown(
              "tidalctl stopped watching it; it may still run: see " + folder.path()),
          Duration.ofNanos(System.nanoTime() - start),
          folder.output().toString());
    }
  }

  private CommandEnd endOf(UpgradeJob.Command job, AttemptFolder folder, boolean interrupted)
      throws InterruptedException {
    Adoption adoption = new Adoption(folder, machine, grace);
    Optional<CommandEnd> earlier = adoption.await();
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<RunningUpgrades.Running> another =
        new RunningUpgrades(runs, machine)
            .on(job.node()).stream()
                .filter(running -> !isThis(folder, running)) // somebody may have claimed it since
                .findFirst();
    if (another.isPresent()) {
      return notStarted(another.get().words() + "; let it end first", folder);
    }
    Optional<String> program = job.argv().stream().findFirst();
    if (program.flatMap(p -> Executables.find(p, searchPath)).isEmpty()) {
      return notStarted(
          program.map(p -> "there is no program " + p).orElse("the command is empty"), folder);
    }
    Path pipe = folder.path().resolve(pipeName());
    SupervisorProcess supervisor;
    try {
      AttemptPreparation.makeFolder(folder);
      supervisor = start(job, folder, pipe);
    } catch (IOException e) {
      return notStarted(String.valueOf(e.getMessage()), folder);
    }
    if (interrupted) {
      throw new InterruptedException("before the command ended");
    }
    return follow(supervisor, job, pipe, adoption, folder);
  }

  private static boolean isThis(AttemptFolder folder, RunningUpgrades.Running running) {
    return running.folder().equals(folder.path().toAbsolutePath());
  }

  /** Makes the rest ready while the supervisor's Java starts, if it has not yet. */
  private SupervisorProcess start(UpgradeJob.Command job, AttemptFolder folder, Path pipe)
      throws IOException, InterruptedException {
    SupervisorProcess supervisor = standby.take();
    boolean ready = false;
    try {
      AttemptPreparation.makePipe(pipe);
      AttemptPreparation.syncFolders(folder, runs);
      ready = true;
    } finally {
      if (!ready) {
        supervisor.dismiss();
      }
    }
    supervisor.assign(
        new Assignment(
            folder.path(),
            pipe,
            machine,
            detacher,
            job.argv(),
            job.environment(),
            job.limit().toNanos(),
            grace.toNanos(),
            LOG_CAP));
    CompletableFuture<?> _ = supervisor.afterwards().thenAccept(standby::after);
    return supervisor;
  }

  private CommandEnd follow(
      SupervisorProcess supervisor,
      UpgradeJob.Command job,
      Path pipe,
      Adoption adoption,
      AttemptFolder folder)
      throws InterruptedException {
    Optional<SupervisorProcess.Verdict> verdict = supervisor.awaitVerdict(CLAIM_LIMIT);
    String silent = "its supervisor did not begin within " + CLAIM_LIMIT.toSeconds() + " s";
    if (verdict.isPresent()) {
      switch (verdict.get()) {
        case SupervisorProcess.Verdict.Claimed claimed -> {
          Duration atMost = job.limit().plus(grace).plus(Adoption.MARGIN);
          Optional<End> end = supervisor.awaitEnd(atMost);
          if (end.isPresent()) {
            return adoption.end(end.get(), job.limit());
          }
        }
        case SupervisorProcess.Verdict.Taken taken -> delete(pipe);
        case SupervisorProcess.Verdict.Refused(String why) -> {
          delete(pipe);
          return notStarted(why, folder);
        }
        case SupervisorProcess.Verdict.Died(String complaint) ->
            silent = "its supervisor ended before it began: " + complaint;
      }
    }
    Optional<CommandEnd> end = adoption.await();
    delete(pipe);
    return end.isPresent() ? end.get() : notStarted(silent, folder);
  }

  private static String pipeName() {
    return "output." + ProcessHandle.current().pid() + "-" + PIPES.incrementAndGet() + ".pipe";
  }

  /** Nobody will use it. Should it stay, it is in nobody's way. */
  private static void delete(Path pipe) {
    try {
      Files.deleteIfExists(pipe);
    } catch (IOException e) {
      return;
    }
  }

  private static CommandEnd notStarted(String why, AttemptFolder folder) {
    return new CommandEnd(
        new CommandEnd.How.NotStarted(why), Duration.ZERO, folder.output().toString());
  }
}
