package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.SessionLimit;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counted by process and drain: who takes a drain up after a crash waits anew before he cuts. A
 * request that was certainly not sent does not count.
 */
final class SessionsAreCutOnce extends Invariant {
  private record Drain(Tool tool, NodeName node, long since) {}

  private final Map<NodeName, Long> drainingSince = new HashMap<>();
  private final Set<Drain> cut = new HashSet<>();

  SessionsAreCutOnce() {
    super(
        14,
        "Sessions are cut only where the policy says so, no sooner than it says, and once a drain");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> {
        if (change.to() == Routing.DRAINING) {
          drainingSince.put(node.name(), world.now());
        }
      }
      case Occurrence.Decided(var tool, var id, var effect) -> {
        if (effect instanceof Effect.CutSessions(NodeName node, long token)) {
          decided(tool, node);
        }
      }
      case Occurrence.Told(var tool, var recorded) -> {
        if (recorded.event() instanceof Event.EffectEnded ended
            && ended.effect() instanceof Effect.CutSessions(NodeName node, long token)
            && ended.outcome() instanceof Outcome.SessionsCut(var reply)
            && reply instanceof Reply.Unreachable) {
          cut.remove(drain(tool, node));
        }
      }
      case Occurrence.Cutting(var tool, var node) -> cutting(tool, node, world);
      default -> {}
    }
  }

  private void decided(Tool tool, NodeName node) {
    if (!cut.add(drain(tool, node))) {
      throw broken("the sessions on " + node + " are cut twice");
    }
  }

  private Drain drain(Tool tool, NodeName node) {
    return new Drain(tool, node, drainingSince.getOrDefault(node, 0L));
  }

  private void cutting(Tool tool, SimNode node, World world) {
    Optional<Duration> patience =
        tool.policy()
            .sessions()
            .filter(limit -> limit.then() == SessionLimit.Then.CUT)
            .map(SessionLimit::patience);
    long drains = world.now() - drainingSince.getOrDefault(node.name(), 0L);
    if (patience.isEmpty() || drains < patience.get().toNanos()) {
      throw broken(
          "the sessions on " + node.name() + " are cut after " + drains / 1_000_000 + " ms");
    }
  }
}
