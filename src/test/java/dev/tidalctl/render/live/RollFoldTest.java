package dev.tidalctl.render.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.testing.SampleCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RollFoldTest {
  private static final Stage COMPLETE = new Stage.Finished(new NodeUpgradeStatus.Complete());

  @Test
  void aWaitIsTimedFromItsOwnBeginningAgainstItsOwnLimit() {
    RollTale tale =
        RollTale.of(2, 1)
            .enters(1, new Stage.StoppingTraffic())
            .after(2)
            .enters(1, new Stage.TakingOut(Optional.empty()))
            .after(1);
    assertEquals(Duration.ofSeconds(3), gone(tale, 1), "stages of one wait share its clock");
    assertEquals(Optional.of(Duration.ofSeconds(30)), tale.picture().rows().get(1).limit());

    tale.enters(1, new Stage.Out(Optional.empty(), Optional.empty()))
        .enters(1, new Stage.RunningCommand(1))
        .after(5);
    assertEquals(Duration.ofSeconds(5), gone(tale, 1));
    assertEquals(Optional.of(Duration.ofMinutes(30)), tale.picture().rows().get(1).limit());

    tale.enters(1, new Stage.Returning()).after(1);
    assertEquals(Duration.ofSeconds(1), gone(tale, 1), "still Upgrading, another limit");
    assertEquals(Optional.of(Duration.ofMinutes(1)), tale.picture().rows().get(1).limit());
  }

  @Test
  void trendsComparePastSeconds() {
    RollTale tale = RollTale.of(2, 1).seen(behind(100));
    assertEquals(Trend.UNKNOWN, trend(tale), "nothing to compare with");
    assertEquals(Trend.UNKNOWN, trend(tale.after(1).seen(behind(700))), "not for long enough");
    assertEquals(Trend.RISING, trend(tale.after(1).seen(behind(400))));
    assertEquals(Trend.STEADY, trend(tale.after(2).seen(behind(420))), "less than 0.2 s of writes");
    assertEquals(Trend.FALLING, trend(tale.after(2).seen(behind(150))));
    assertEquals(Trend.FALLING, trend(tale.after(2).seen(behind(0))));
    assertEquals(Trend.UNKNOWN, trend(tale.after(4).seen(behind(0))), "no lag, no trend");
  }

  @Test
  void theEstimateRestsOnWhatThisProcessFinished() {
    RollTale tale = RollTale.of(4, 1).enters(0, new Stage.StoppingTraffic()).after(10);
    assertEquals("this node at most 42m20s more by its limits", estimate(tale));

    tale.enters(0, COMPLETE).after(2);
    assertEquals("about 28s left at 10s a node", estimate(tale));

    tale.enters(1, new Stage.StoppingTraffic()).after(4);
    assertEquals("about 26s left at 10s a node", estimate(tale));

    tale.after(20);
    assertEquals("about 20s left at 10s a node, and this one is slower", estimate(tale));
  }

  @Test
  void nodesTakenUpAfterACrashSayNothingOfThePace() {
    RollTale tale =
        RollTale.resumed(3, 1, Optional.empty())
            .after(1)
            .enters(0, COMPLETE)
            .enters(1, new Stage.Shipping())
            .after(1)
            .enters(1, COMPLETE);

    Picture picture = tale.picture();
    assertEquals(Optional.empty(), picture.progress().orElseThrow().pace());
    assertTrue(picture.title().endsWith(", resumed"), picture.title());
    assertEquals(2, picture.rows().stream().filter(Picture.Row::complete).count());
  }

  @Test
  void aSoakIsCountedAndOverWithTheGate() {
    RollTale tale = RollTale.of(2, 1).then(new Event.SoakStarted(Duration.ofSeconds(10))).after(4);
    assertEquals(List.of("watching the cluster: 4s of 10s"), notes(tale));

    tale.after(6).then(new Event.GatePassed(List.of(RollTale.node(1))));
    assertEquals(List.of("looking whether the cluster is fit to go on"), notes(tale));
  }

  @Test
  void theNextCommandIsNamedFromTheRequestToStopUntilTheEnd() {
    RollTale tale = RollTale.of(2, 1).enters(1, new Stage.StoppingTraffic());
    assertEquals(Optional.empty(), tale.picture().next());

    tale.then(new Event.StopRequested(Input.Stop.AFTER_NODE));
    assertEquals(
        Optional.of("tidalctl roll --resume 20260314-091400-7f3a --cluster prod.yaml"),
        tale.picture().next());

    tale.then(new Event.RunEnded(new Ending(Ending.Kind.COMPLETE, "all done")));
    assertEquals(Optional.empty(), tale.picture().next(), "what is next then, the report says");
  }

  @Test
  void anotherLeaseAndAnOldLookAreSaid() {
    RollTale tale = RollTale.of(3, 1).seen(SampleCluster.of(3).snapshot()).after(9);
    assertEquals("no lease", tale.picture().cluster().orElseThrow().lease().text());
    assertEquals("last look at the cluster 9s ago", notes(tale).getFirst());

    tale.seen(SampleCluster.of(3).leased(false).snapshot());
    assertEquals("lease until 09:15:12Z", tale.picture().cluster().orElseThrow().lease().text());
    tale.then(new Event.LeaseLost("taken over"));
    assertEquals("lease lost", tale.picture().cluster().orElseThrow().lease().text());
  }

  @Test
  void nothingIsShownBeforeTheRunHasBegun() {
    RollFold fold = new RollFold(run -> "");
    assertEquals(Optional.empty(), fold.picture(new Moment(Duration.ZERO, SampleCluster.NOW)));
  }

  private static Snapshot behind(long events) {
    return SampleCluster.of(2)
        .held(1, Routing.DRAINED, Phase.UPGRADING, "")
        .behind(1, events)
        .snapshot();
  }

  private static Trend trend(RollTale tale) {
    return tale.picture().rows().get(1).trend();
  }

  private static Duration gone(RollTale tale, int node) {
    return tale.now().since(tale.picture().rows().get(node).since().orElseThrow());
  }

  private static String estimate(RollTale tale) {
    Picture picture = tale.picture();
    return Estimate.of(picture.progress().orElseThrow(), picture.rows(), tale.now()).orElse("");
  }

  private static List<String> notes(RollTale tale) {
    return tale.picture().notes().stream().map(Picture.Note::text).toList();
  }
}
