package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt, from its claim to its end.
 *
 * <ol>
 *   <li>Claim it, durably. Who can't, starts nothing.
 *   <li>Start the command, and write down its process, durably.
 *   <li>Wait for its end; past the limit end it with its descendants: TERM, some grace, KILL.
 *   <li>Write down how it ended, durably, and tell who listens.
 * </ol>
 *
 * Kept: a command has started only if there is a claim; there is at most one claim; what is told
 * was written first, unless the disk refused it.
 */
final class Supervision {
  private final Assignment assignment;
  private final AttemptFolder folder;
  private final Complaints complaints;
  private final Words words;

  Supervision(Assignment assignment, Words words) {
    this.assignment = assignment;
    this.folder = new AttemptFolder(assignment.folder());
    this.complaints = new Complaints(folder.complaints());
    this.words = words;
  }

  /**
   * Does so.
   *
   * @return whether nothing of the attempt is left: its end is written down, if it began, and
   *     nobody holds on to its output
   */
  boolean carryOut() throws InterruptedException {
    try {
      Claim claim =
          new Claim(
              ProcessStamp.current(),
              assignment.machine(),
              assignment.limitNanos(),
              System.currentTimeMillis());
      if (!folder.claim(claim)) {
        words.say(Words.TAKEN);
        return true;
      }
    } catch (IOException e) {
      words.say(Words.REFUSED + ' ' + Complaints.why(e));
      return true;
    }
    words.say(Words.CLAIMED);
    long start = System.nanoTime();
    CappedLog log;
    CommandRun command;
    try {
      log = CappedLog.open(folder.output(), assignment.logCap());
      command = CommandRun.start(assignment, log);
    } catch (IOException e) {
      return over(new End(End.Kind.NOT_STARTED, 0, Complaints.why(e), 0));
    }
    noteStarted(command);
    End end = watch(command, start);
    boolean recorded = record(end);
    boolean silent = command.awaitLastWords();
    letGo(command, log);
    tell(end);
    return recorded && silent;
  }

  private void noteStarted(CommandRun command) {
    Optional<ProcessStamp> process = command.stamp();
    if (process.isEmpty()) {
      return;
    }
    try {
      folder.commandStarted(process.get());
    } catch (IOException e) {
      complaints.add("the command's process could not be written down", e);
    }
  }

  private End watch(CommandRun command, long start) throws InterruptedException {
    if (command.await(assignment.limitNanos())) {
      return new End(End.Kind.EXITED, command.status(), "", System.nanoTime() - start);
    }
    command.end(Duration.ofNanos(assignment.graceNanos()));
    return new End(End.Kind.TIMED_OUT, 0, "", System.nanoTime() - start);
  }

  private boolean over(End end) {
    boolean recorded = record(end);
    tell(end);
    return recorded;
  }

  private boolean record(End end) {
    try {
      folder.ended(end);
      return true;
    } catch (IOException e) {
      complaints.add("the command's end could not be written down", e);
      return false;
    }
  }

  private void tell(End end) {
    words.say(Words.ENDED.concat("\n").concat(end.text()));
  }

  private void letGo(CommandRun command, CappedLog log) {
    try (log) {
      command.close();
    } catch (IOException e) {
      complaints.add("the command's output could not be closed", e);
    }
  }
}
