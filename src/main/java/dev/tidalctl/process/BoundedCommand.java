package dev.tidalctl.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run without a shell, bounded in time and in what is kept of its output: the
 * first 1 MiB of either stream.
 *
 * @param argv the program and its arguments
 * @param environment all of its variables
 * @param input what it reads on standard input
 * @param limit how long it may run; past that it is killed with its descendants
 */
public record BoundedCommand(
    List<String> argv, Map<String, String> environment, File input, Duration limit) {
  /** Standard input of a command that reads none. */
  public static final File NO_INPUT = new File("/dev/null");

  /** How long an output is awaited that a descendant keeps open when the command itself ended. */
  private static final Duration LINGERING = Duration.ofMillis(200);

  private static final Duration BURIAL = Duration.ofSeconds(1);

  /** Takes unmodifiable copies. */
  public BoundedCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** Starts it. */
  public Running start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(input);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), limit);
  }

  /**
   * Runs it to its end.
   *
   * @throws InterruptedException when the waiting thread is interrupted; it is killed then
   */
  public Ended run() throws InterruptedException {
    try {
      return start().await();
    } catch (IOException e) {
      return new Ended.NotStarted(String.valueOf(e.getMessage()));
    }
  }

  /** One that was started. */
  public static final class Running {
    private final Process process;
    private final Duration limit;
    private final KeptOutput output;
    private final KeptOutput complaint;

    private Running(Process process, Duration limit) {
      this.process = process;
      this.limit = limit;
      output = new KeptOutput(process.getInputStream());
      complaint = new KeptOutput(process.getErrorStream());
    }

    /**
     * Waits for its end, up to its limit from now.
     *
     * @throws InterruptedException when the waiting thread is interrupted; it is killed then
     */
    public Ended await() throws InterruptedException {
      try {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
            ? new Ended.Exited(
                process.exitValue(), output.within(LINGERING), complaint.within(LINGERING))
            : new Ended.TimedOut(limit);
      } finally {
        kill();
      }
    }

    private void kill() throws InterruptedException {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(BURIAL.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }
}
