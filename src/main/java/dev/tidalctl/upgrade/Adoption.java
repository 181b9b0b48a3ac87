package dev.tidalctl.upgrade;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Claim;
import dev.tidalctl.upgrade.supervisor.End;
import dev.tidalctl.upgrade.supervisor.Family;
import dev.tidalctl.upgrade.supervisor.Machine;
import dev.tidalctl.upgrade.supervisor.ProcessStamp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how an attempt ended that somebody else started: an earlier tidalctl, or another one.
 *
 * <ol>
 *   <li>No claim: the command was never started.
 *   <li>An end was written down: that is it, wherever it was written.
 *   <li>The claim was made where process ids mean something else: nobody here can say.
 *   <li>The supervisor lives: wait for the end that it writes down.
 *   <li>It is dead, the command lives: wait for that to end, and end it at its limit in the
 *       supervisor's place. Unless we ended it, nobody can say how it ended.
 *   <li>Both are dead: nobody can say.
 * </ol>
 *
 * Nothing is started here, ever.
 */
final class Adoption {
  /** How often files and processes are looked at; the JDK looks at foreign ones each 300 ms. */
  private static final Duration LOOK = Duration.ofMillis(10);

  /** What a supervisor may take beyond the command's limit and grace, on a machine in trouble. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  private final AttemptFolder folder;
  private final Machine machine;
  private final Duration grace;

  Adoption(AttemptFolder folder, Machine machine, Duration grace) {
    this.folder = folder;
    this.machine = machine;
    this.grace = grace;
  }

  /** Waits for the end of the attempt; empty when nobody has claimed it. */
  Optional<CommandEnd> await() throws InterruptedException {
    try {
      Optional<CommandEnd> known = written();
      if (known.isPresent()) {
        return known;
      }
      Optional<Claim> claim = folder.claim();
      return claim.isEmpty() ? Optional.empty() : Optional.of(await(claim.get()));
    } catch (IOException e) {
      return Optional.of(
          unknown("the record of it cannot be read: " + e.getMessage(), Duration.ZERO));
    }
  }

  private CommandEnd await(Claim claim) throws IOException, InterruptedException {
    if (!claim.machine().isSame(machine)) {
      return written().orElseGet(() -> unknown(elsewhere(claim), since(claim)));
    }
    ProcessStamp supervisor = claim.supervisor();
    long limit = claim.limitNanos() + grace.plus(MARGIN).toNanos();
    boolean ended = awaitEnd(supervisor, limit);
    Optional<CommandEnd> known = written();
    if (known.isPresent()) {
      return known.get();
    }
    return ended
        ? orphaned(claim)
        : unknown(
            "its supervisor, process "
                + supervisor.pid()
                + ", is long past the limit and still runs",
            since(claim));
  }

  /** Whether a process ended in time; stops early when an end is written. */
  private boolean awaitEnd(ProcessStamp process, long nanos)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive()) {
      if (folder.end().isPresent()) {
        return true;
      }
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    return true;
  }

  private CommandEnd orphaned(Claim claim) throws IOException, InterruptedException {
    String died = "its supervisor, process " + claim.supervisor().pid() + ", died";
    Optional<ProcessStamp> command = folder.command();
    if (command.isEmpty()) {
      return unknown(
          died + " before it wrote down which process the command is, if it started", since(claim));
    }
    Duration left = Duration.ofNanos(claim.limitNanos()).minus(since(claim));
    if (awaitEnd(command.get(), Math.max(0, left.toNanos()))) {
      return unknown(
          died + ", so nobody saw how the command, process " + command.get().pid() + ", ended",
          since(claim));
    }
    new Family(command.get()).end(grace);
    return new CommandEnd(
        new CommandEnd.How.TimedOut(Duration.ofNanos(claim.limitNanos())),
        since(claim),
        folder.output().toString());
  }

  private static String elsewhere(Claim claim) {
    return "it was started on "
        + claim.machine().host()
        + " (supervisor: process "
        + claim.supervisor().pid()
        + "), which is another machine or container than this, or was restarted since";
  }

  /** By the wall clock, which may have been set meanwhile. */
  private static Duration since(Claim claim) {
    long millis = System.currentTimeMillis() - claim.atMillis();
    return Duration.ofMillis(Math.max(0, millis));
  }

  private Optional<CommandEnd> written() throws IOException {
    return folder.end().map(end -> end(end, limit()));
  }

  private Duration limit() {
    try {
      return Duration.ofNanos(folder.claim().map(Claim::limitNanos).orElse(0L));
    } catch (IOException torn) {
      return Duration.ZERO;
    }
  }

  /** What a supervisor said, in the core's words. */
  CommandEnd end(End end, Duration limit) {
    CommandEnd.How how =
        switch (end.kind()) {
          case EXITED -> new CommandEnd.How.Exited(end.status());
          case TIMED_OUT -> new CommandEnd.How.TimedOut(limit);
          case NOT_STARTED -> new CommandEnd.How.NotStarted(end.why());
        };
    return new CommandEnd(how, Duration.ofNanos(end.nanos()), folder.output().toString());
  }

  private CommandEnd unknown(String why, Duration took) {
    return new CommandEnd(
        new CommandEnd.How.Unknown(why + "; see " + folder.path()),
        took,
        folder.output().toString());
  }
}
