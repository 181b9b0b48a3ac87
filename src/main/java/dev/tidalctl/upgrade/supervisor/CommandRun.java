package dev.tidalctl.upgrade.supervisor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command at work.
 *
 * <ol>
 *   <li>It runs without a shell's interpretation, its input empty, its output and errors merged
 *       into a log, in a session of its own: it may signal its own process group without hitting
 *       its supervisor.
 *   <li>Its output comes by a named pipe. The JDK's own pipe is closed when the command ends, and
 *       would kill a database that the command left running at its next line of output.
 *   <li>Who still holds the pipe then is no reason to wait: a {@code cat} reads on, as long as it
 *       lasts, into nothing.
 * </ol>
 */
final class CommandRun implements AutoCloseable {
  private static final File NOTHING = new File("/dev/null");

  /** After its exit, for output that is still in the pipe. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private final Process process;
  private final Path pipe;
  private final Thread reader;
  private final FileInputStream output;

  private CommandRun(Process process, Path pipe, Thread reader, FileInputStream output) {
    this.process = process;
    this.pipe = pipe;
    this.reader = reader;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param log takes the output
   */
  static CommandRun start(Assignment assignment, CappedLog log) throws IOException {
    List<String> words = new ArrayList<>(assignment.detacher());
    words.addAll(assignment.argv());
    File pipe = assignment.pipe().toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(NOTHING)
            .redirectOutput(pipe)
            .redirectErrorStream(true);
    builder.environment().putAll(assignment.environment());
    // Opening one end waits for the other, but both at once is never kept waiting.
    RandomAccessFile both = new RandomAccessFile(pipe, "rw");
    try {
      FileInputStream output = new FileInputStream(pipe);
      Process process;
      try {
        process = builder.start();
      } catch (IOException | RuntimeException e) {
        output.close();
        throw e;
      }
      Thread reader = new Thread(new Reader(output, log), "output");
      reader.setDaemon(true);
      reader.start();
      return new CommandRun(process, assignment.pipe(), reader, output);
    } finally {
      both.close();
    }
  }

  /** Copies the output into the log. */
  private static final class Reader implements Runnable {
    private final FileInputStream output;
    private final CappedLog log;

    Reader(FileInputStream output, CappedLog log) {
      this.output = output;
      this.log = log;
    }

    @Override
    public void run() {
      try {
        log.drain(output);
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Its process, unless it has ended already. */
  Optional<ProcessStamp> stamp() {
    return ProcessStamp.of(process.pid());
  }

  /** Whether it ended within a limit. */
  boolean await(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** Its exit status, once it has ended. */
  int status() {
    return process.exitValue();
  }

  /** Ends it with its descendants. */
  void end(Duration grace) throws InterruptedException {
    Optional<ProcessStamp> head = stamp();
    if (head.isPresent()) {
      new Family(head.get()).end(grace);
    }
  }

  /**
   * Waits a moment for the log to hold what the command wrote before its end.
   *
   * @return whether nobody is left who could write
   */
  boolean awaitLastWords() throws InterruptedException {
    reader.join(LAST_WORDS.toMillis());
    return !reader.isAlive();
  }

  /** Lets go of the output, so that whoever still writes can go on. */
  @Override
  public void close() throws IOException {
    try {
      if (reader.isAlive()) {
        readOn();
      } else {
        output.close();
      }
    } finally {
      Files.deleteIfExists(pipe);
    }
  }

  private void readOn() throws IOException {
    RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw");
    try {
      new ProcessBuilder("cat")
          .directory(new File("/"))
          .redirectInput(pipe.toFile())
          .redirectOutput(NOTHING)
          .redirectError(NOTHING)
          .start();
    } finally {
      both.close();
    }
  }
}
