package dev.tidalctl.upgrade;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command at work.
 *
 * <ol>
 *   <li>It runs without a shell's interpretation, its input empty, its output and errors merged
 *       into a log.
 *   <li>It ignores INT from the start, which whatever it executes inherits: Ctrl-C asks tidalctl to
 *       stop after the node in hand, and must not hit the command in the same terminal.
 *   <li>When it is to end, it and its descendants get TERM and some grace, then KILL.
 *   <li>A descendant may outlive it with the output still open, such as the database it started.
 *       That is no reason to wait, and its output is read on.
 * </ol>
 */
final class CommandProcess {
  /** The command's words are arguments here, nothing that the shell reads. */
  private static final List<String> WITHOUT_INT =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  /** After its exit, for output that is still in the pipe. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private final Process process;
  private final CompletableFuture<Void> output;

  private CommandProcess(Process process, CompletableFuture<Void> output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param argv its program must exist
   * @param added to this process's environment
   * @param log takes the output, and is closed at its end, or when the start fails
   */
  static CommandProcess start(List<String> argv, Map<String, String> added, CappedLog log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(WITHOUT_INT.stream(), argv.stream()).toList())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().putAll(added);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      log.close();
      throw e;
    }
    CompletableFuture<Void> output = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("output-of-" + process.pid())
        .start(
            () -> {
              try (log;
                  InputStream in = process.getInputStream()) {
                log.drain(in);
                output.complete(null);
              } catch (IOException e) {
                output.completeExceptionally(e);
              }
            });
    return new CommandProcess(process, output);
  }

  /** Its exit status, empty when it runs longer than {@code limit}. */
  OptionalInt await(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** Ends it with its descendants. */
  void end(Duration grace) throws InterruptedException {
    Set<ProcessHandle> family = new LinkedHashSet<>();
    gather(family);
    family.forEach(ProcessHandle::destroy);
    CompletableFuture<Void> allGone =
        CompletableFuture.allOf(
            family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      allGone.get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      gather(family);
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private void gather(Set<ProcessHandle> family) {
    family.add(process.toHandle());
    Set.copyOf(family).forEach(p -> p.descendants().forEach(family::add));
  }

  /** Waits a moment for the log to hold what the command wrote before its end. */
  void awaitLastWords() throws InterruptedException {
    try {
      output.get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Somebody else still writes, or the pipe broke: the log stays as it is.
      return;
    }
  }
}
