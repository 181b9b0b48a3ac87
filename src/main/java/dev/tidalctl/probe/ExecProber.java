package dev.tidalctl.probe;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.port.Prober;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks by a command: exit status 0 within the limit is an answer.
 *
 * <ol>
 *   <li>It runs without a shell's interpretation, its input empty, its output discarded.
 *   <li>It ignores INT from the start: Ctrl-C asks the roll to stop, and is no failure of the
 *       service.
 *   <li>Past its limit it is killed with its descendants.
 *   <li>At most 8 run at once.
 * </ol>
 */
public final class ExecProber implements Prober {
  private static final int MOST_AT_ONCE = 8;
  private static final Duration BURIAL = Duration.ofSeconds(1);

  /** The command's words are arguments here, nothing that the shell reads. */
  private static final List<String> WITHOUT_INT =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  private final List<String> command;

  /**
   * A prober that starts nothing before it is asked.
   *
   * @param argv the command and its arguments
   */
  public ExecProber(List<String> argv) {
    command = Stream.concat(WITHOUT_INT.stream(), argv.stream()).toList();
  }

  @Override
  public ProbeAnswer ask(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return new ProbeAnswer.Failed("the command could not be started: " + e.getMessage());
    }
    try {
      long left = limit.toNanos() - (System.nanoTime() - start);
      if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
        return new ProbeAnswer.Failed("the command took longer than its limit");
      }
    } finally {
      end(process);
    }
    int status = process.exitValue();
    return status == 0
        ? new ProbeAnswer.Answered(Duration.ofNanos(System.nanoTime() - start))
        : new ProbeAnswer.Failed("exit status " + status);
  }

  private static void end(Process process) throws InterruptedException {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor(BURIAL.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public void close() {}
}
