package dev.tidalctl.render.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.render.Style;
import dev.tidalctl.testing.Goldens;
import dev.tidalctl.testing.SampleCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Live screens at several sizes, held against their goldens. */
final class ScreenTest {
  private static final String WHY =
      "its upgrade command ended with exit status 1; node-2 is drained and held";

  private static final List<WindowSize> SIZES =
      List.of(
          new WindowSize(120, 40),
          new WindowSize(80, 24),
          new WindowSize(40, 15),
          new WindowSize(80, 8),
          new WindowSize(40, 5));

  @Test
  void aNodeInHand() {
    check("upgrading", upgrading());
  }

  @Test
  void aThousandNodes() {
    check("thousand", thousand());
  }

  @Test
  void beforeTheFirstNode() {
    check("beginning", RollTale.of(3, 1).after(0.4).seen(SampleCluster.of(3).snapshot()));
  }

  @Test
  void stoppingNamesTheNextCommand() {
    check("stopping", upgrading().then(new Event.StopRequested(Input.Stop.AFTER_NODE)).after(1.5));
  }

  @Test
  void aFailedNode() {
    Failure failure = new Failure(Failure.Kind.BROKEN, WHY);
    check(
        "failed",
        upgrading()
            .after(3)
            .enters(2, new Stage.Broken(failure))
            .then(new Event.RunEnded(new Ending(Ending.Kind.FAILED, "node-2 failed: " + WHY))));
  }

  @Test
  void goingOnAfterACrash() {
    check(
        "resumed",
        RollTale.resumed(5, 4, Optional.empty())
            .after(0.2)
            .seen(drained().snapshot())
            .enters(1, new Stage.Finished(new NodeUpgradeStatus.Complete()))
            .enters(2, new Stage.Returning())
            .after(7));
  }

  @Test
  void whenTheClusterIsSilentAndTheLeaseIsLost() {
    check(
        "silent",
        upgrading()
            .after(12)
            .then(new Event.LeaseLost("it was not renewed in time"))
            .then(new Event.StillWaiting("node-2: upgrade, attempt 1; last look failed: refused")));
  }

  @Test
  void coloursSayNothingThatTextDoesNot() {
    RollTale tale = upgrading();
    List<String> coloured =
        Screen.lines(
            tale.picture(), new WindowSize(80, 24), tale.now(), Style.COLOURED, Glyphs.ARROWS);
    assertEquals(
        tale.lines(80, 24),
        coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList());
    Goldens.check(
        "live/upgrading-coloured.txt",
        coloured.stream().map(line -> line.replace("\u001b", "<esc>")).toList());
  }

  @Test
  void noWindowIsTooSmall() {
    fits(upgrading(), IntStream.rangeClosed(1, 100).toArray());
    fits(thousand(), 1, 2, 12, 40, 80);
  }

  private static void fits(RollTale tale, int... widths) {
    Picture picture = tale.picture();
    for (int columns : widths) {
      for (int height : new int[] {1, 2, 3, 4, 5, 7, 9, 12, 24, 60}) {
        String size = columns + " by " + height;
        List<String> lines =
            Screen.lines(
                picture, new WindowSize(columns, height), tale.now(), Style.PLAIN, Glyphs.ASCII);
        assertTrue(!lines.isEmpty(), () -> "nothing shown at " + size);
        assertTrue(lines.size() <= Math.max(1, height - 1), () -> "too high at " + size);
        int most = Math.max(1, columns - 1);
        lines.forEach(line -> assertTrue(TextWidth.of(line) <= most, () -> size + ": " + line));
      }
    }
  }

  private static void check(String name, RollTale tale) {
    List<String> screens = new ArrayList<>();
    for (WindowSize size : SIZES) {
      screens.add("=== " + size.columns() + "x" + size.lines());
      screens.addAll(tale.lines(size.columns(), size.lines()));
    }
    Goldens.check("live/" + name + ".txt", screens);
  }

  private static SampleCluster drained() {
    return SampleCluster.of(5)
        .at(1, "2.0.0")
        .held(2, Routing.DRAINED, Phase.UPGRADING, "rolling to 2.0.0")
        .leased(false);
  }

  /** The first node is done, the second is being upgraded and falls behind. */
  private static RollTale upgrading() {
    return RollTale.of(5, 4)
        .after(1)
        .seen(SampleCluster.of(5).leased(false).snapshot())
        .turn(1, 42)
        .then(new Event.SoakStarted(Duration.ofSeconds(10)))
        .after(10)
        .then(new Event.GatePassed(List.of(RollTale.node(2))))
        .enters(2, new Stage.StoppingTraffic())
        .after(0.5)
        .enters(2, new Stage.Out(Optional.empty(), Optional.empty()))
        .enters(2, new Stage.RunningCommand(1))
        .seen(drained().behind(2, 20).snapshot())
        .after(3)
        .seen(drained().behind(2, 400).snapshot())
        .then(
            new Event.ProbeGlimpsed(
                new Availability(1204, 0, Duration.ofMillis(61), Duration.ZERO)))
        .after(5)
        .seen(drained().behind(2, 900).snapshot());
  }

  private static RollTale thousand() {
    SampleCluster cluster = SampleCluster.of(1000).leased(false);
    for (int node = 1; node < 400; node++) {
      cluster.at(node, "2.0.0");
    }
    cluster.held(400, Routing.REJOINING, Phase.REJOINING, "").behind(400, 75).silent(612);
    RollTale tale = RollTale.of(1000, 998).after(1);
    for (int node = 1; node < 400; node++) {
      tale.turn(node, 20);
    }
    return tale.enters(400, new Stage.StoppingTraffic())
        .after(8)
        .enters(400, new Stage.Shipping())
        .after(2)
        .seen(cluster.snapshot());
  }
}
