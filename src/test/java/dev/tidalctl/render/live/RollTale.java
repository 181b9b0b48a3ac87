package dev.tidalctl.render.live;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style;
import dev.tidalctl.testing.SampleCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** A roll to 2.0.0, told second by second. */
final class RollTale {
  private static final Identity ALICE =
      new Identity("alice@ops-1", "ops-1", SampleCluster.RUN, RunKind.ROLL);
  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(60));

  private final List<Recorded> told = new ArrayList<>();
  private long millis;

  private RollTale() {}

  /** One that begins with so many nodes, of which so many must serve. */
  static RollTale of(int nodes, int minimum) {
    RollTale tale = new RollTale();
    return tale.then(new Event.RunStarted(ALICE, terms(minimum))).chosen(nodes);
  }

  /** One that another process goes on with. */
  static RollTale resumed(int nodes, int minimum, Optional<Ending> before) {
    RollTale tale = new RollTale();
    return tale.then(new Event.RunResumed(ALICE, terms(minimum), before)).chosen(nodes);
  }

  static NodeName node(int number) {
    return new NodeName("node-" + number);
  }

  RollTale after(double seconds) {
    millis += Math.round(seconds * 1000);
    return this;
  }

  RollTale then(Event event) {
    told.add(new Recorded(told.size() + 1, now(), event));
    return this;
  }

  RollTale seen(Snapshot snapshot) {
    return then(new Event.Observed(snapshot));
  }

  RollTale enters(int node, Stage stage) {
    return then(new Event.StageEntered(node(node), stage));
  }

  /** A whole turn, that lasts so long. */
  RollTale turn(int node, double seconds) {
    return enters(node, new Stage.StoppingTraffic())
        .after(seconds / 4)
        .enters(node, new Stage.Out(Optional.empty(), Optional.empty()))
        .enters(node, new Stage.RunningCommand(1))
        .after(seconds / 2)
        .enters(node, new Stage.Shipping())
        .after(seconds / 4)
        .enters(node, new Stage.Finished(new NodeUpgradeStatus.Complete()));
  }

  List<Recorded> events() {
    return List.copyOf(told);
  }

  /** The moment that the tale has come to. */
  Moment now() {
    Duration elapsed = Duration.ofMillis(millis);
    return new Moment(elapsed, SampleCluster.NOW.plus(elapsed));
  }

  Picture picture() {
    RollFold fold = new RollFold(run -> "tidalctl roll --resume " + run + " --cluster prod.yaml");
    told.forEach(fold::accept);
    return fold.picture(now()).orElseThrow();
  }

  List<String> lines(int columns, int height) {
    return Screen.lines(
        picture(), new WindowSize(columns, height), now(), Style.PLAIN, Glyphs.ARROWS);
  }

  private RollTale chosen(int nodes) {
    return then(
        new Event.NodesChosen(
            IntStream.range(0, nodes)
                .mapToObj(n -> new Event.NodeBefore(node(n), Optional.of(new Version("1.0.0"))))
                .toList()));
  }

  private static RunTerms terms(int minimum) {
    return new RunTerms(
        ClusterTerms.of("prod", "tidal"),
        new Order.Roll(
            List.of(),
            Optional.of(new Version("2.0.0")),
            new UpgradeCommand.Argv(List.of("upgrade")),
            Set.of(),
            Set.of(),
            Set.of(),
            false,
            OptionalInt.empty()),
        new Policy(
            minimum, 1, 0, 10_000, 3, Duration.ZERO, LIMITS, OptionalInt.empty(), Optional.empty()),
        "secret-nonce");
  }
}
