package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs upgrade commands in processes of their own, with a durable claim for each attempt: whoever
 * asks for the same attempt again adopts it, and never starts it twice. A restart is the driver's:
 * nobody keeps a claim of it, and whoever asks again has it made again, but is declined while one
 * is under way.
 */
public final class Supervisor {
  private record Claim(String machine, RunId run, NodeName node, int attempt) {}

  private static final class Attempt {
    private final UpgradeJob job;
    private final long since;
    private final List<Consumer<CommandEnd>> waiting = new ArrayList<>();
    private final String machine;
    private final String version;
    private Optional<CommandEnd> end = Optional.empty();
    private boolean dead;
    private boolean hangs;

    Attempt(UpgradeJob job, Tool tool, long since) {
      this.job = job;
      this.version =
          tool.order() instanceof Order.Roll roll ? roll.to().map(Version::value).orElse("") : "";
      this.machine = tool.identity().host();
      this.since = since;
    }
  }

  private final World world;
  private final Map<Claim, Attempt> attempts = new LinkedHashMap<>();
  private Optional<Fault> next = Optional.empty();
  private int running;

  Supervisor(World world) {
    this.world = world;
  }

  /** The next command meets this. */
  void arm(Fault fault) {
    next = Optional.of(fault);
  }

  /** No command meets anything any more, and no restart that hangs is waited for. */
  void mend() {
    next = Optional.empty();
    attempts.values().stream()
        .filter(a -> a.job instanceof UpgradeJob.Restart && a.end.isEmpty() && a.hangs)
        .toList()
        .forEach(a -> end(a, pastLimit(a.job)));
  }

  /** How many commands run now. */
  public int running() {
    return running;
  }

  /** The run whose command runs on a node, if one does. */
  public Optional<RunId> runningOn(SimNode node) {
    return attempts.values().stream()
        .filter(a -> a.end.isEmpty() && !a.dead && a.job.node().equals(node.name()))
        .map(a -> a.job.runId())
        .findFirst();
  }

  /** Whether some command on a node ended otherwise than with status 0. */
  public boolean wentWrong(NodeName node) {
    return attempts.values().stream()
        .filter(a -> a.job.node().equals(node))
        .anyMatch(
            a ->
                a.dead
                    || a.end
                        .filter(e -> !e.how().equals(new CommandEnd.How.Exited(0)))
                        .isPresent());
  }

  /** Runs a job, or adopts it. */
  void run(Tool tool, UpgradeJob job, Consumer<CommandEnd> whenEnded) {
    Claim claim = new Claim(tool.identity().host(), job.runId(), job.node(), job.attempt());
    Attempt known = attempts.get(claim);
    if (job instanceof UpgradeJob.Restart && isRestarting(job.node())) {
      CommandEnd.How declined = new CommandEnd.How.NotStarted("a restart is under way already");
      world
          .agenda()
          .in(
              Duration.ofMillis(1),
              () -> whenEnded.accept(new CommandEnd(declined, Duration.ofMillis(1), "/log")));
    } else if (known == null || job instanceof UpgradeJob.Restart) {
      Attempt attempt = new Attempt(job, tool, world.now());
      attempt.waiting.add(whenEnded);
      world.saw(new Occurrence.CommandStarting(tool, job, world.authority().node(job.node())));
      attempts.put(claim, attempt);
      start(attempt);
    } else if (known.dead) {
      whenEnded.accept(unknown(known));
    } else if (known.end.isPresent()) {
      whenEnded.accept(known.end.get());
    } else {
      known.waiting.add(whenEnded);
    }
  }

  private boolean isRestarting(NodeName node) {
    return attempts.values().stream()
        .anyMatch(
            a ->
                a.job instanceof UpgradeJob.Restart
                    && a.job.node().equals(node)
                    && !a.dead
                    && a.end.isEmpty());
  }

  private void start(Attempt attempt) {
    SimNode node = world.authority().node(attempt.job.node());
    running++;
    Optional<Fault> met = next;
    next = Optional.empty();
    met.ifPresent(world::strikes);
    Duration takes = world.plan().cluster().commandTakes();
    String wanted = attempt.version;
    switch (met.orElse(NOTHING)) {
      case Fault.CommandFails(boolean afterRestart) -> {
        if (afterRestart) {
          restart(attempt, node, wanted, takes);
        }
        exit(attempt, takes, 1);
      }
      case Fault.CommandHangs(boolean nodeDown) -> {
        attempt.hangs = true;
        if (nodeDown) {
          world.agenda().in(takes.dividedBy(4), node::stop);
        }
        world.agenda().in(attempt.job.limit(), () -> end(attempt, pastLimit(attempt.job)));
      }
      case Fault.CommandWithoutEffect w -> exit(attempt, takes, 0);
      case Fault.RestartWithoutEffect w -> exit(attempt, takes, 0);
      case Fault.CommandWrongVersion w -> {
        restart(attempt, node, "0.0.1", takes);
        exit(attempt, takes, 0);
      }
      case Fault.SupervisorDies d -> {
        world.agenda().in(takes.dividedBy(4), node::stop);
        world.agenda().in(takes.dividedBy(2), () -> die(attempt));
      }
      default -> {
        restart(attempt, node, wanted, takes);
        exit(attempt, takes, 0);
      }
    }
  }

  private static final Fault NOTHING = new Fault.ControlPlaneRestarts();

  private void restart(Attempt attempt, SimNode node, String version, Duration takes) {
    world
        .agenda()
        .in(
            takes.dividedBy(4),
            () -> {
              if (!attempt.dead) {
                node.stop();
                node.installed = version;
              }
            });
    world
        .agenda()
        .in(
            takes.multipliedBy(3).dividedBy(4),
            () -> {
              if (!attempt.dead && !node.up) {
                node.start();
              }
            });
  }

  private static CommandEnd.How pastLimit(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Command command -> new CommandEnd.How.TimedOut(command.limit());
      case UpgradeJob.Restart restart -> new CommandEnd.How.Unknown("no answer in time");
    };
  }

  private void exit(Attempt attempt, Duration takes, int status) {
    if (attempt.job instanceof UpgradeJob.Restart) {
      Duration answered = takes.multipliedBy(3).dividedBy(4);
      world.agenda().in(answered, () -> end(attempt, new CommandEnd.How.Exited(status)));
      return;
    }
    world.agenda().in(takes, () -> end(attempt, new CommandEnd.How.Exited(status)));
  }

  /** Whatever runs on a machine dies with it. */
  void lose(String machine) {
    attempts.values().stream()
        .filter(a -> a.machine.equals(machine) && a.end.isEmpty() && !a.dead)
        .filter(a -> a.job instanceof UpgradeJob.Command)
        .toList()
        .forEach(this::die);
  }

  private void end(Attempt attempt, CommandEnd.How how) {
    if (attempt.dead || attempt.end.isPresent()) {
      return;
    }
    running--;
    CommandEnd end = new CommandEnd(how, Duration.ofNanos(world.now() - attempt.since), "/log");
    attempt.end = Optional.of(end);
    world.note(() -> "command on " + attempt.job.node() + " ended " + how);
    tell(attempt, end);
  }

  private void die(Attempt attempt) {
    if (attempt.dead) {
      return;
    }
    running--;
    attempt.dead = true;
    world.note(() -> "supervisor of " + attempt.job.node() + " died");
    tell(attempt, unknown(attempt));
  }

  private static void tell(Attempt attempt, CommandEnd end) {
    List<Consumer<CommandEnd>> waiting = List.copyOf(attempt.waiting);
    attempt.waiting.clear();
    waiting.forEach(w -> w.accept(end));
  }

  private CommandEnd unknown(Attempt attempt) {
    return new CommandEnd(
        new CommandEnd.How.Unknown("neither exit status nor process"),
        Duration.ofNanos(world.now() - attempt.since),
        "/log");
  }
}
