package dev.tidalctl.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.testing.Goldens;
import dev.tidalctl.testing.SampleCluster;
import dev.tidalctl.testing.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of metrics, and when it is written. */
final class MetricsFileTest {
  private static final NodeName NODE_1 = new NodeName("node-1");
  private static final String AWKWARD = "o\"pq\\\n";

  private final List<String> warnings = new ArrayList<>();
  private long seq;

  @TempDir Path folder;

  @Test
  void holdsTheWholeOfARunForBothFormats() throws IOException {
    Path file = folder.resolve("roll.prom");
    MetricsFile metrics = new MetricsFile(file, Optional.empty(), warnings::add);
    roll().forEach(metrics::accept);

    String text = Files.readString(file);
    Goldens.check("metrics.prom", text);
    Map<String, String> samples = MetricsText.read(text);
    assertEquals("1", samples.get("tidalctl_run_state{cluster=\"prod\",state=\"failed\"}"));
    assertEquals("0", samples.get("tidalctl_run_state{cluster=\"prod\",state=\"running\"}"));
    assertEquals("2", samples.get("tidalctl_serving_nodes{cluster=\"prod\"}"));
    assertEquals("300", samples.get("tidalctl_node_lag_events{cluster=\"prod\",node=\"node-1\"}"));
    assertFalse(
        samples.containsKey("tidalctl_node_lag_events{cluster=\"prod\",node=\"node-2\"}"),
        "what is not known has no sample");
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("roll.prom"), names());
  }

  @Test
  void isWrittenOnceASecondAndAtTheEnd() throws IOException {
    Path file = folder.resolve("roll.prom");
    MetricsFile metrics = new MetricsFile(file, Optional.empty(), warnings::add);

    metrics.accept(at(0, begun()));
    Files.delete(file);
    metrics.accept(at(999, new Event.Warned("w")));
    assertFalse(Files.exists(file), "too early");
    metrics.accept(at(1000, new Event.Warned("w")));
    Files.delete(file);
    metrics.accept(at(1001, ended()));
    assertEquals(List.of("roll.prom"), names());
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndTriedAgain() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Path file = gone.resolve("roll.prom");
    MetricsFile metrics = new MetricsFile(file, Optional.empty(), warnings::add);
    Files.delete(gone);

    for (int second = 0; second < 5; second++) {
      metrics.accept(at(second * 1000L, second == 0 ? begun() : new Event.Warned("w")));
    }
    assertEquals(1, warnings.size(), warnings::toString);
    Files.createDirectory(gone);
    metrics.accept(at(4999, new Event.Warned("w")));
    assertFalse(Files.exists(file), "too early");
    metrics.accept(at(5000, new Event.Warned("w")));
    MetricsText.read(Files.readString(file));
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void theReaderIsStrict() {
    String good = "# TYPE a gauge\n# HELP a b\na{x=\"y\"} 1\n# EOF\n";
    assertEquals(Map.of("a{x=\"y\"}", "1"), MetricsText.read(good));
    for (String bad :
        List.of(
            good.replace("# EOF\n", ""),
            good.replace("gauge", "info"),
            good.replace("gauge", "counter"),
            good.replace("} 1", "} 1 1700000000"),
            good.replace("x=\"y\"", "x=\"y\"\""),
            good.replace("# HELP a b\n", ""),
            good.replace("# HELP", "# UNIT a seconds\n# HELP"),
            good.replace("# EOF", "\n# EOF"),
            good.replace("# EOF", "a{x=\"y\"} 2\n# EOF"))) {
      assertThrows(AssertionError.class, () -> MetricsText.read(bad), bad);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private List<Recorded> roll() {
    List<Recorded> failed = new ArrayList<>();
    failed.add(at(0, begun()));
    failed.add(at(20, new Event.Observed(SampleCluster.of(3).behind(1, 300).silent(2).snapshot())));
    SampleRun.turn(NODE_1, new CommandEnd.How.Exited(1))
        .forEach((millis, event) -> failed.add(at(millis, event)));
    failed.add(
        at(
            9010,
            new Event.ProbeMeasured(
                new Availability(120, 3, Duration.ofMillis(70), Duration.ZERO))));
    failed.add(
        at(
            9020,
            new Event.StageEntered(
                NODE_1, new Stage.Broken(new Failure(Failure.Kind.BROKEN, "it exited 1")))));
    failed.add(at(9030, ended()));
    return failed;
  }

  private static Event begun() {
    return SampleRun.begun(AWKWARD);
  }

  private static Event ended() {
    return new Event.RunEnded(new Ending(Ending.Kind.FAILED, "node-1 failed"));
  }

  private Recorded at(long millis, Event event) {
    seq++;
    Duration elapsed = Duration.ofMillis(millis);
    return new Recorded(seq, new Moment(elapsed, SampleCluster.NOW.plus(elapsed)), event);
  }
}
