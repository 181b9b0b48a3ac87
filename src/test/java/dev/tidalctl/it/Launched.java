package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the launcher's, or one that stands for an operator; ended when closed. */
public final class Launched implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String command;
  private final Process process;
  private final StringBuilder out = new StringBuilder();
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder err = new StringBuilder();
  private final List<Thread> readers;

  private Launched(String command, Process process) {
    this.command = command;
    this.process = process;
    readers =
        List.of(
            read(process.getInputStream(), line -> heard(line)),
            read(process.getErrorStream(), line -> append(err, line)));
  }

  /** Starts it with nothing on standard input. */
  public static Launched start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    process.getOutputStream().close();
    return new Launched(String.join(" ", builder.command()), process);
  }

  /** Waits until it has said this on stdout or stderr. */
  public void awaitSaying(String text) throws InterruptedException {
    if (!awaitSayingOrEnd(text)) {
      fail("never said '" + text + "': " + command + "\n" + out + err);
    }
  }

  /** Waits likewise, or until it says no more; whether it has said it. */
  public boolean awaitSayingOrEnd(String text) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    synchronized (this) {
      while (out.indexOf(text) < 0 && err.indexOf(text) < 0) {
        long leftMs = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (leftMs <= 0 || (!process.isAlive() && !reading())) {
          return false;
        }
        wait(Math.min(leftMs, 1000));
      }
      return true;
    }
  }

  /** What it has said on stderr so far. */
  public synchronized String said() {
    return err.toString();
  }

  /** A line that it said on stdout, by its number from 0; empty when there are no more. */
  public synchronized Optional<String> line(int number) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (lines.size() <= number && readers.getFirst().isAlive()) {
      if (System.nanoTime() > until) {
        fail("said no more: " + command + "\n" + out + err);
      }
      wait(100);
    }
    return lines.size() > number ? Optional.of(lines.get(number)) : Optional.empty();
  }

  /** Whether it has ended, read or not. */
  boolean ended() {
    return !process.isAlive();
  }

  /** Waits for its end. */
  public Outcome await() throws InterruptedException {
    return await(LIMIT);
  }

  /** Waits for its end, this long at most. */
  Outcome await(Duration limit) throws InterruptedException {
    assertTrue(
        process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS),
        () -> command + " did not end\n" + out + err);
    for (Thread reader : readers) {
      reader.join(LIMIT);
    }
    synchronized (this) {
      return new Outcome(command, process.exitValue(), out.toString(), err.toString());
    }
  }

  /** Watches it to its end and returns the most memory that was resident, in KiB. */
  long peakResidentKib() throws InterruptedException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    do {
      peak = Math.max(peak, peakResidentKib(status));
    } while (!process.waitFor(50, TimeUnit.MILLISECONDS));
    return peak;
  }

  private static long peakResidentKib(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Sends TERM. */
  public Launched terminate() throws IOException, InterruptedException {
    return signal("TERM");
  }

  /** Sends INT. */
  public Launched interrupt() throws IOException, InterruptedException {
    return signal("INT");
  }

  /**
   * Sends a signal, by kill: Process.destroy would also close the streams, and its last words be
   * lost.
   */
  public Launched signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    return this;
  }

  /** Sends KILL to it alone. */
  public Launched killAlone() {
    process.destroyForcibly();
    return this;
  }

  /** Sends KILL to it and to all that it started. */
  public Launched kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    return this;
  }

  /** Sends TERM to it and to all that it started, and KILL to what is left of them after this. */
  void end(Duration grace) throws IOException, InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    try {
      if (process.isAlive()) {
        terminate();
        started.forEach(ProcessHandle::destroy);
        process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      kill();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private boolean reading() {
    return readers.stream().anyMatch(Thread::isAlive);
  }

  private Thread read(InputStream stream, Consumer<String> into) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(into);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private synchronized void heard(String line) {
    lines.add(line);
    append(out, line);
  }

  private synchronized void append(StringBuilder into, String line) {
    into.append(line).append('\n');
    notifyAll();
  }
}
