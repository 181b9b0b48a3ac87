package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimLease;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A tool also has to know by its own clocks that its lease lives before it changes anything. */
final class OneTokenOneWriter extends Invariant {
  private final Map<Long, Tool> writers = new HashMap<>();

  OneTokenOneWriter() {
    super(
        2, "No two coordinators change routing in one token epoch; a stale token changes nothing");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Rerouting(var tool, var token, var change, var node) ->
          write(tool, token, world);
      case Occurrence.HandingOver(var tool, var token, var from, var to) ->
          write(tool, token, world);
      case Occurrence.Decided(var tool, var id, var effect) -> {
        Optional<Duration> left = tool.leaseLeft();
        if (effect.changes() && left.filter(Duration::isPositive).isEmpty()) {
          throw broken(
              tool.identity().runId() + " acts on a lease that is over by its own clocks: " + left);
        }
      }
      default -> {}
    }
  }

  private void write(Tool tool, long token, World world) {
    Tool first = writers.computeIfAbsent(token, t -> tool);
    if (first != tool) {
      throw broken("token " + token + " was used by two processes");
    }
    Optional<RunId> holder =
        world
            .authority()
            .lease()
            .filter(l -> !l.abandoned() && l.token() == token && world.now() < l.deadline())
            .map(SimLease::identity)
            .map(i -> i.runId());
    if (!holder.equals(Optional.of(tool.identity().runId()))) {
      throw broken("token " + token + " of " + tool.identity().runId() + " is not the holder's");
    }
  }
}
