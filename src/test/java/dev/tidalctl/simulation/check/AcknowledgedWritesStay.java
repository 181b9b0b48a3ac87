package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tides;
import dev.tidalctl.simulation.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A node that was away has at least what was acknowledged before it was readmitted. */
final class AcknowledgedWritesStay extends Invariant {
  private final Map<NodeName, Tides.Acknowledged> missed = new HashMap<>();

  AcknowledgedWritesStay() {
    super(4, "Every acknowledged write is on every Complete node, with the content acknowledged");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> {
        if (change.to() == Routing.REJOINING && node.routing() == Routing.DRAINED) {
          missed.put(node.name(), world.tides().acknowledged());
        }
      }
      case Occurrence.Told(var tool, var recorded) -> {
        if (recorded.event() instanceof Event.StageEntered(var name, var stage)
            && stage instanceof Stage.Finished(NodeUpgradeStatus.Complete complete)) {
          complete(world.authority().node(name), world);
        }
      }
      case Occurrence.AllMended mended -> {
        for (SimNode node : world.authority().nodes()) {
          Tides.Acknowledged all = world.tides().acknowledged();
          if (node.routing() == Routing.SERVING && node.up() && !Tides.has(node, all)) {
            throw broken(node.name() + " serves at " + node.applied() + " without " + all);
          }
        }
      }
      default -> {}
    }
  }

  private void complete(SimNode node, World world) {
    Optional<Tides.Acknowledged> write =
        Optional.ofNullable(missed.get(node.name())).filter(world.tides()::isKept);
    if (write.isPresent() && !Tides.has(node, write.get())) {
      throw broken(node.name() + " is Complete at " + node.applied() + " without " + write.get());
    }
  }
}
