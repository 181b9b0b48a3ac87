package dev.tidalctl.render.live;

import dev.tidalctl.core.Statuses;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.Style;
import dev.tidalctl.testing.Goldens;
import dev.tidalctl.testing.SampleCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WatchFoldTest {
  @Test
  void aRollThatSomebodyElseDrives() {
    check(
        "watch",
        status(cluster(20), Optional.empty()),
        status(cluster(90), Optional.empty()),
        Optional.empty());
  }

  @Test
  void anAbandonedOneOfAClusterThatIsSilent() {
    SampleCluster cluster = SampleCluster.of(3).leased(true).silent(2);
    ClusterStatus abandoned =
        status(cluster.snapshot(), Optional.of("tidalctl roll --resume 20260314-091400-7f3a"));
    check(
        "watch-silent",
        abandoned,
        abandoned,
        Optional.of("seen 09:15:00Z, 42.0 s ago: cp-1 refused the connection"));
  }

  private static void check(
      String name, ClusterStatus before, ClusterStatus after, Optional<String> stale) {
    WatchFold fold = new WatchFold();
    Moment begun = WatchFold.moment(SampleCluster.NOW);
    Moment now = WatchFold.moment(SampleCluster.NOW.plusSeconds(3));
    fold.saw(before, begun);
    fold.saw(after, now);
    Picture picture = fold.picture(stale).orElseThrow();
    List<String> screens = new ArrayList<>();
    for (WindowSize size : List.of(new WindowSize(120, 40), new WindowSize(40, 15))) {
      screens.add("=== " + size.columns() + "x" + size.lines());
      screens.addAll(Screen.lines(picture, size, now, Style.PLAIN, Glyphs.ASCII));
    }
    Goldens.check("live/" + name + ".txt", screens);
  }

  private static Snapshot cluster(long lag) {
    return SampleCluster.of(3)
        .at(1, "2.0.0")
        .held(1, Routing.REJOINING, Phase.REJOINING, "rolling to 2.0.0")
        .behind(1, lag)
        .leased(false)
        .snapshot();
  }

  private static ClusterStatus status(Snapshot snapshot, Optional<String> next) {
    return new ClusterStatus(
        snapshot,
        "tidal",
        1,
        snapshot.nodes().stream()
            .map(
                node ->
                    new ClusterStatus.NodeStatus(
                        node,
                        Statuses.of(node, snapshot),
                        snapshot.lag(node),
                        node.reachable() ? Optional.empty() : Optional.of("it does not answer")))
            .toList(),
        Optional.empty(),
        next);
  }
}
