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
import java.util.function.Consumer;

/**
 * What a command tells on stderr, kept in a file: plain lines, each with its time in RFC 3339,
 * after those that are there. A new file is for its owner's eyes. What can't be written is told
 * once, and holds nothing up.
 */
final class LogFile implements EventSink, AutoCloseable {
  private final Path path;
  private final OutputStream out;
  private final EventText events;
  private final InstantSource clock;
  private final Consumer<String> warning;
  private boolean failed;

  private LogFile(
      Path path,
      OutputStream out,
      EventText events,
      InstantSource clock,
      Consumer<String> warning) {
    this.path = path;
    this.out = out;
    this.events = events;
    this.clock = clock;
    this.warning = warning;
  }

  /**
   * Opens it, and makes it where it is not there.
   *
   * @param detail how much is told of events
   * @param warning told once when it can't be written any more
   * @throws IOException when it can't be opened for writing
   */
  static LogFile open(
      Path path, EventText.Detail detail, InstantSource clock, Consumer<String> warning)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new LogFile(
        path, Channels.newOutputStream(channel), new EventText(detail), clock, warning);
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
    try {
      out.close();
    } catch (IOException e) {
      tell(e);
    }
  }

  private synchronized void write(Instant at, String text) {
    String line = at.truncatedTo(ChronoUnit.MILLIS) + " " + text.replaceAll("\\p{Cntrl}", " ");
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      tell(e);
    }
  }

  private void tell(IOException e) {
    if (!failed) {
      failed = true;
      warning.accept("the log file " + path + " can't be written: " + e);
    }
  }
}
