package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a roll needs a node: the time from the first turn that this process began to the last that
 * it finished, gates and soaks between them included, by the number of those finished. Turns taken
 * up in their midst are left out: nobody knows how long they took.
 */
final class Pace {
  private final Set<NodeName> underWay = new HashSet<>();
  private Optional<Moment> first = Optional.empty();
  private Optional<Moment> last = Optional.empty();
  private Optional<Moment> turn = Optional.empty();
  private int finished;

  void entered(NodeName node, Stage stage, Moment at) {
    if (stage instanceof Stage.StoppingTraffic && underWay.add(node)) {
      first = first.or(() -> Optional.of(at));
      turn = underWay.size() == 1 ? Optional.of(at) : turn;
    }
    if (stage.ended() && underWay.remove(node)) {
      last = Optional.of(at);
      turn = Optional.of(at);
      finished += stage instanceof Stage.Finished ? 1 : 0;
    }
  }

  /** Time a node, once one is finished. */
  Optional<Duration> perNode() {
    return finished == 0
        ? Optional.empty()
        : Optional.of(last.orElseThrow().since(first.orElseThrow()).dividedBy(finished));
  }

  /** When the turn under way, or else the time after the last one, began. */
  Optional<Moment> turn() {
    return turn;
  }
}
