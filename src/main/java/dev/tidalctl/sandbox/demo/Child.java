package dev.tidalctl.sandbox.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the demonstration's own, read line by line, and ended with it. */
final class Child implements AutoCloseable {
  /** A roll takes up to 10 s to come to a durable point. */
  private static final Duration TO_END = Duration.ofSeconds(15);

  private static final Duration TO_DRAIN = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final List<Thread> readers;

  private Child(String name, Process process, List<Thread> readers) {
    this.name = name;
    this.process = process;
    this.readers = readers;
  }

  /** Starts a command with nothing on its standard input. */
  static Child start(List<String> command, Consumer<String> out, Consumer<String> err)
      throws IOException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    List<Thread> readers =
        List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
    return new Child(String.join(" ", command), process, readers);
  }

  /** Asks it to end (TERM); what it says until then is read. */
  void askToEnd() {
    process.toHandle().destroy();
  }

  /**
   * Waits until it has ended and everything that it wrote was read.
   *
   * @return its exit code
   * @throws DemoFailed when that takes longer
   */
  int await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new DemoFailed(name + " did not end within " + limit.toSeconds() + " s");
    }
    for (Thread reader : readers) {
      reader.join(TO_DRAIN);
    }
    return process.exitValue();
  }

  /** Whether it still runs. */
  boolean running() {
    return process.isAlive();
  }

  /** Ends it: TERM, and KILL when that is not enough. */
  @Override
  public void close() {
    askToEnd();
    try {
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Thread read(InputStream stream, Consumer<String> lines) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines);
              } catch (IOException | UncheckedIOException e) {
                lines.accept("(the output could not be read further: " + e.getMessage() + ")");
              }
            });
  }
}
