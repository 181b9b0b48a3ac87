package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Operator;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The time counts while a tool that holds the node is at work with nodes, has its lease by its own
 * clocks and was not told otherwise, and its calls come through; anything else starts it anew.
 */
final class ExposedNodesAreClosed extends Invariant {
  private static final long LIMIT = Duration.ofSeconds(2).toNanos();
  private static final Set<Phase> AT_WORK =
      EnumSet.of(Phase.DRAINING, Phase.DRAINED, Phase.UPGRADING, Phase.REJOINING, Phase.SOAKING);

  private final Map<SimNode, Long> since = new HashMap<>();
  private final Set<Tool> ending = new HashSet<>();

  ExposedNodesAreClosed() {
    super(
        13,
        "A node that a run holds out of service and that clients reach is closed again within 2 s,"
            + " while the run lives and has the lease");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Told(var tool, var recorded) -> {
        if (recorded.event() instanceof Event.StopRequested
            || recorded.event() instanceof Event.JournalLost
            || recorded.event() instanceof Event.LeaseLost
            || (recorded.event() instanceof Event.StageEntered entered
                && entered.stage() instanceof Stage.Broken)) {
          ending.add(tool);
        }
      }
      case Occurrence.Decided(var tool, var id, var effect) -> {
        if (effect instanceof Effect.ReleaseLease || effect instanceof Effect.ReadServingFloor) {
          ending.add(tool);
        }
      }
      default -> {}
    }
  }

  @Override
  void passed(World world) {
    for (SimNode node : world.authority().nodes()) {
      if (!node.exposed() || !isTended(node, world)) {
        since.remove(node);
        continue;
      }
      long began = since.computeIfAbsent(node, n -> world.now());
      if (world.now() - began > LIMIT) {
        throw broken(node.name() + " is " + node.routing() + " and was left exposed");
      }
    }
  }

  private boolean isTended(SimNode node, World world) {
    for (Operator operator : world.operators()) {
      if (operator.tool().filter(tool -> tends(tool, node)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean tends(Tool tool, SimNode node) {
    return tool.alive()
        && !tool.suspended()
        && !ending.contains(tool)
        && AT_WORK.contains(tool.phase())
        && node.hold().filter(tool.identity()::owns).isPresent()
        && tool.leaseLeft().filter(Duration::isPositive).isPresent()
        && tool.wellConnected();
  }
}
