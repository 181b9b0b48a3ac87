package dev.tidalctl.testing;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of a roll to 2.0.0. */
public final class SampleRun {
  private SampleRun() {}

  /** It begins. */
  public static Event.RunStarted begun(String owner) {
    return new Event.RunStarted(
        new Identity(owner, "ops-1", SampleCluster.RUN, RunKind.ROLL),
        new RunTerms(
            ClusterTerms.of("prod", "tidal"),
            new Order.Roll(
                List.of(),
                Optional.of(new Version("2.0.0")),
                new UpgradeCommand.Restart(),
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                OptionalInt.empty()),
            policy(),
            "nonce"));
  }

  private static Policy policy() {
    return new Policy(
        1,
        1,
        0,
        10_000,
        3,
        Duration.ZERO,
        new Limits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60)),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** A node's turn up to the end of its upgrade command, by milliseconds. */
  public static SortedMap<Long, Event.Fact> turn(NodeName node, CommandEnd.How end) {
    Effect upgrade =
        new Effect.RunUpgrade(
            new UpgradeJob.Command(
                node, SampleCluster.RUN, 1, List.of("up"), Map.of(), Duration.ofMinutes(1)));
    Outcome ended = new Outcome.UpgradeEnded(new CommandEnd(end, Duration.ofMillis(8580), "log"));
    return new TreeMap<>(
        Map.of(
            10L,
            new Event.NodesChosen(List.of(new Event.NodeBefore(node, Optional.empty()))),
            100L,
            new Event.StageEntered(node, new Stage.StoppingTraffic()),
            400L,
            new Event.StageEntered(node, new Stage.Out(Optional.empty(), Optional.empty())),
            410L,
            new Event.StageEntered(node, new Stage.RunningCommand(1)),
            420L,
            new Event.EffectStarted(1, upgrade),
            9000L,
            new Event.EffectEnded(1, upgrade, ended)));
  }
}
