package dev.tidalctl.cli;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.render.EventText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What a command tells on stderr, kept in a file: plain lines, each with its time in RFC 3339,
 * after those that are there. A new file is for its owner's eyes.
 *
 * <ol>
 *   <li>A thread of its own opens, writes and closes it. Whoever hands a line over waits for that
 *       thread, but no longer than two seconds.
 *   <li>A file that takes longer, as a pipe that nobody reads or a server that is gone, gets no
 *       more, and is not closed: that would wait, too.
 *   <li>What can't be written is told once, and not in the file itself.
 * </ol>
 */
final class LogFile implements EventSink, AutoCloseable {
  /** Less than a run's end waits for those that look on: what hangs is told here alone. */
  private static final long PATIENCE_SECONDS = 2;

  private final Path path;
  private final OutputStream out;
  private final ExecutorService writer;
  private final EventText events;
  private final InstantSource clock;
  private final Consumer<String> warning;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean ended;

  private LogFile(
      Path path,
      OutputStream out,
      ExecutorService writer,
      EventText events,
      InstantSource clock,
      Consumer<String> warning) {
    this.path = path;
    this.out = out;
    this.writer = writer;
    this.events = events;
    this.clock = clock;
    this.warning = warning;
  }

  /**
   * Opens it, and makes it where it is not there.
   *
   * @param detail how much is told of events
   * @param warning told once when it can't be written any more
   * @throws IOException when it can't be opened for writing, or not in time
   */
  static LogFile open(
      Path path, EventText.Detail detail, InstantSource clock, Consumer<String> warning)
      throws IOException {
    ExecutorService writer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("log file").factory());
    try {
      OutputStream out = inTime(writer, () -> Channels.newOutputStream(channel(path)));
      return new LogFile(path, out, writer, new EventText(detail), clock, warning);
    } catch (TimeoutException e) {
      writer.shutdown();
      throw new IOException("it did not open within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      writer.shutdown();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      writer.shutdown();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Adds a line. */
  void line(String text) {
    write(clock.instant(), text);
  }

  /** Adds an event, if it is told. */
  @Override
  public void accept(Recorded event) {
    events.words(event).ifPresent(text -> write(event.at().wall(), text));
  }

  @Override
  public void close() {
    perform(
        () -> {
          out.close();
          return path;
        });
    ended = true;
    writer.shutdown();
  }

  private void write(Instant at, String text) {
    String line =
        at.truncatedTo(ChronoUnit.MILLIS)
            + " "
            + text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ")
            + "\n";
    perform(
        () -> {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          return path;
        });
  }

  private void perform(Callable<Path> act) {
    if (ended) {
      return;
    }
    try {
      inTime(writer, act);
    } catch (TimeoutException e) {
      ended = true;
      tell("took nothing for " + PATIENCE_SECONDS + " s: no more is written to it");
    } catch (IOException e) {
      tell("can't be written: " + e);
    } catch (InterruptedException e) {
      // It is handed over, and will be written.
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T inTime(ExecutorService writer, Callable<T> act)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return writer.submit(act).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (RejectedExecutionException e) {
      throw new IOException("it was closed", e);
    }
  }

  private void tell(String what) {
    if (!told.getAndSet(true)) {
      warning.accept("the log file " + path + " " + what);
    }
  }
}
