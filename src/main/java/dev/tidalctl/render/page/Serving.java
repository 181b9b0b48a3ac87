package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many nodes were in service as far as this run took them out and brought them back, and how
 * many it had promised to leave. Nodes that were down for another reason are not in its events.
 */
final class Serving {
  /**
   * A change.
   *
   * @param at when
   * @param nodes in service from then on
   * @param floor the promised minimum from then on
   * @param words what changed
   * @param seq the event
   */
  record Step(Instant at, int nodes, int floor, String words, long seq) {}

  private final List<Step> steps = new ArrayList<>();
  private final Set<NodeName> members = new HashSet<>();
  private final Set<NodeName> out = new HashSet<>();
  private int floor;

  private Serving() {}

  /** The steps of a run, the first at its beginning. */
  static List<Step> of(RunStory story) {
    Serving fold = new Serving();
    story.events().forEach(fold::take);
    return List.copyOf(fold.steps);
  }

  private void take(Recorded recorded) {
    switch (recorded.event()) {
      case Event.RunStarted(var who, RunTerms terms) -> begun(terms, recorded, "begun");
      case Event.RunResumed(var who, RunTerms terms, var before) ->
          begun(terms, recorded, "resumed");
      case Event.NodesChosen chosen -> chosen.nodes().forEach(node -> members.add(node.name()));
      case Event.StageEntered(NodeName node, Stage stage) -> entered(node, stage, recorded);
      case Event.EffectEnded(long id, Effect effect, Outcome outcome) -> {
        if (effect instanceof Effect.ChangeRouting change
            && outcome instanceof Outcome.RoutingChanged(var reply)
            && reply instanceof Reply.Ok<?>) {
          served(change.change().node(), change.change().to() == Routing.SERVING, recorded);
        }
      }
      default -> {}
    }
  }

  private void begun(RunTerms terms, Recorded recorded, String words) {
    if (terms.order() instanceof Order.Roll roll) {
      roll.members().forEach(member -> members.add(member.name()));
    }
    floor = terms.policy().minServing();
    step(words, recorded);
  }

  private void entered(NodeName node, Stage stage, Recorded recorded) {
    switch (stage) {
      case Stage.Emptying s -> served(node, false, recorded);
      case Stage.CatchingUp s -> served(node, false, recorded);
      case Stage.TakingOut s -> served(node, false, recorded);
      case Stage.Out s -> served(node, false, recorded);
      case Stage.Marking s -> served(node, false, recorded);
      case Stage.RunningCommand s -> served(node, false, recorded);
      case Stage.MarkingFailed s -> served(node, false, recorded);
      case Stage.Returning s -> served(node, false, recorded);
      case Stage.Readmitting s -> served(node, false, recorded);
      case Stage.Shipping s -> served(node, false, recorded);
      case Stage.Sampling s -> served(node, false, recorded);
      case Stage.Proving s -> served(node, false, recorded);
      case Stage.Comparing s -> served(node, false, recorded);
      case Stage.Finished(NodeUpgradeStatus status) ->
          served(node, status instanceof NodeUpgradeStatus.Complete, recorded);
      case Stage.Waiting s -> {}
      case Stage.HandingOver s -> {}
      case Stage.StoppingTraffic s -> {}
      case Stage.Admitting s -> {}
      case Stage.Settling s -> {}
      case Stage.Undoing s -> {}
      case Stage.Broken s -> {}
    }
  }

  private void served(NodeName node, boolean serving, Recorded recorded) {
    if (serving ? out.remove(node) : out.add(node)) {
      step(node + (serving ? " back in service" : " out of service"), recorded);
    }
  }

  private void step(String words, Recorded recorded) {
    steps.add(
        new Step(recorded.at().wall(), members.size() - out.size(), floor, words, recorded.seq()));
  }
}
