package dev.tidalctl.simulation.world;

import dev.tidalctl.core.Planner;
import dev.tidalctl.core.Statuses;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.plan.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Commands as the command line hands them to the core. */
final class Orders {
  private Orders() {}

  static Order.Roll of(Command.Roll roll, Authority authority) {
    return new Order.Roll(
        authority.nodes().stream().map(n -> new Member(n.name(), "host")).toList(),
        Optional.of(new Version(roll.to())),
        authority.restarts()
            ? new UpgradeCommand.Restart()
            : new UpgradeCommand.Argv(List.of("install", "{node}", "{version}")),
        Set.copyOf(roll.only()),
        Set.copyOf(roll.skip()),
        Set.copyOf(roll.adopt()),
        roll.includeUnready(),
        roll.stopAfter());
  }

  /** As status and dry-run do: it has nothing at hand that could change anything. */
  static void lookAround(World world, Policy policy) {
    Snapshot seen = world.gallery().snapshot();
    seen.nodes().forEach(n -> Statuses.of(n, seen));
    Command.Roll roll =
        new Command.Roll(
            Duration.ZERO, "2.0.0", List.of(), List.of(), List.of(), false, OptionalInt.empty());
    Identity identity = new Identity("eve", "east", new RunId("none"), RunKind.ROLL);
    Planner.plan(of(roll, world.authority()), seen, policy, identity);
  }
}
