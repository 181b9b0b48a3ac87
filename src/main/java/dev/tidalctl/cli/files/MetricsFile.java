package dev.tidalctl.cli.files;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a file of a run's metrics, for node_exporter's textfile collector.
 *
 * <ol>
 *   <li>Each time the file is replaced as a whole, under a name in between that no collector reads.
 *   <li>At most once a second, and a last time when the run has ended.
 *   <li>What can't be written is told once, and tried again when it is due again: a run is never
 *       failed by those who watch it.
 * </ol>
 */
public final class MetricsFile implements EventSink {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final WholeFile file;
  private final RunMetrics metrics;
  private final Consumer<String> warning;
  private Optional<Moment> written = Optional.empty();
  private boolean told;

  /**
   * Writes nothing yet.
   *
   * @param file to be replaced, in a folder that is there
   * @param before what the run did before this process went on with it
   * @param warning told once when the file can't be written
   */
  public MetricsFile(Path file, Optional<History> before, Consumer<String> warning) {
    this.file = WholeFile.published(file);
    this.metrics = new RunMetrics(before);
    this.warning = warning;
  }

  @Override
  public void accept(Recorded event) {
    metrics.take(event);
    boolean last = event.event() instanceof Event.RunEnded;
    boolean due = written.map(at -> event.at().since(at).compareTo(INTERVAL) >= 0).orElse(true);
    if (last || due) {
      written = Optional.of(event.at());
      replace();
    }
  }

  private void replace() {
    try {
      Optional<String> text = metrics.text();
      if (text.isPresent()) {
        file.replace(text.get());
      }
    } catch (IOException e) {
      if (!told) {
        told = true;
        warning.accept("the metrics file " + file + " can't be written: " + e);
      }
    }
  }
}
