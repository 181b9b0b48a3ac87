package dev.tidalctl.cli.metrics;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps a file of a run's metrics, for node_exporter's textfile collector.
 *
 * <ol>
 *   <li>Each time the file is replaced as a whole: written beside it under a name that no collector
 *       reads, then renamed. Whoever reads it sees the old one or the new one, all of it. It is
 *       readable for all, for a collector is somebody else.
 *   <li>At most once a second, and a last time when the run has ended.
 *   <li>What can't be written is told once. It is not tried again before the end: a run is never
 *       held up, nor failed, by those who watch it.
 * </ol>
 */
public final class MetricsFile implements EventSink {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path file;
  private final RunMetrics metrics;
  private final Consumer<String> warning;
  private Optional<Moment> written = Optional.empty();
  private boolean failed;

  /**
   * Writes nothing yet.
   *
   * @param file to be replaced, in a folder that is there
   * @param before what the run did before this process went on with it
   * @param warning told once when the file can't be written
   */
  public MetricsFile(Path file, Optional<History> before, Consumer<String> warning) {
    this.file = file.toAbsolutePath();
    this.metrics = new RunMetrics(before);
    this.warning = warning;
  }

  /**
   * Sees whether such a file could be written, and leaves nothing behind.
   *
   * @throws IOException when it could not
   */
  public static void requireWritable(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new IOException(file + " is a folder");
    }
    if (!Files.isDirectory(folder(whole))) {
      throw new IOException("there is no folder " + folder(whole));
    }
    write(beside(whole), "");
    Files.delete(beside(whole));
  }

  @Override
  public void accept(Recorded event) {
    metrics.take(event);
    boolean last = event.event() instanceof Event.RunEnded;
    boolean due = written.map(at -> event.at().since(at).compareTo(INTERVAL) >= 0).orElse(true);
    if (last || (due && !failed)) {
      written = Optional.of(event.at());
      replace();
    }
  }

  private void replace() {
    try {
      Optional<String> text = metrics.text();
      if (text.isPresent()) {
        write(beside(file), text.get());
        Files.move(beside(file), file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        warning.accept("the metrics file " + file + " can't be written: " + e);
      }
    }
  }

  private static void write(Path path, String text) throws IOException {
    Files.deleteIfExists(path);
    FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(FOR_ALL);
    Files.createFile(path, mode);
    Files.setPosixFilePermissions(path, FOR_ALL);
    Files.writeString(path, text, StandardOpenOption.WRITE);
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  /** Fixed, so that what a killed process left is written over, and never piles up. */
  private static Path beside(Path file) {
    return folder(file).resolve("." + file.getFileName() + ".new");
  }
}
