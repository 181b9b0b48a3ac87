package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.journal.FileArchive;
import dev.tidalctl.render.PlannedRoll.Estimate;
import dev.tidalctl.testing.SampleCluster;
import dev.tidalctl.testing.SampleRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a roll may take, by the journals of those before. */
final class PastRunsTest {
  private static final NodeName NODE_1 = new NodeName("node-1");

  @TempDir Path folder;

  @Test
  void takesTheMediansOfTheNodesThatBecameComplete() {
    RunArchive archive = new FileArchive(folder, "prod");
    keep(archive, new Stage.Finished(new NodeUpgradeStatus.Complete()));

    Estimate estimate = PastRuns.estimate(archive, plan(3), Duration.ofSeconds(10)).orElseThrow();

    assertEquals(
        Map.of(
            Span.DRAIN, Duration.ofMillis(300),
            Span.UPGRADE, Duration.ofMillis(8580),
            Span.REJOIN, Duration.ofMillis(500)),
        estimate.medians());
    assertEquals(1, estimate.nodes());
    assertEquals(Duration.ofMillis(3 * 9380 + 2 * 10_000), estimate.total());
  }

  @Test
  void aNodeThatFailedSaysNothingAndNeitherDoesNoRun() {
    RunArchive archive = new FileArchive(folder, "prod");
    assertEquals(Optional.empty(), PastRuns.estimate(archive, plan(1), Duration.ZERO));

    keep(archive, new Stage.Returning());

    assertEquals(Optional.empty(), PastRuns.estimate(archive, plan(1), Duration.ZERO));
  }

  private static Plan plan(int steps) {
    Plan.Batch batch = new Plan.Batch("a", List.of(), 2);
    return new Plan(
        Optional.empty(), Collections.nCopies(steps, batch), List.of(), List.of(), List.of());
  }

  private static void keep(RunArchive archive, Stage last) {
    List<Recorded> facts = new ArrayList<>();
    facts.add(fact(facts, 0, SampleRun.begun("ann")));
    SampleRun.turn(NODE_1, new CommandEnd.How.Exited(0))
        .forEach((millis, event) -> facts.add(fact(facts, millis, event)));
    facts.add(fact(facts, 9000, new Event.StageEntered(NODE_1, new Stage.Shipping())));
    facts.add(fact(facts, 9500, new Event.StageEntered(NODE_1, last)));
    if (archive.begin(SampleCluster.RUN) instanceof RunArchive.Opening.Opened(var journal)) {
      try (journal) {
        journal.keep(facts);
      }
    }
  }

  private static Recorded fact(List<Recorded> before, long millis, Event.Fact event) {
    Duration elapsed = Duration.ofMillis(millis);
    return new Recorded(
        before.size() + 1L, new Moment(elapsed, SampleCluster.NOW.plus(elapsed)), event);
  }
}
