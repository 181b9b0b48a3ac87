package dev.tidalctl.cli;

import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;

/**
 * The one command to run next when a look shows something unfinished.
 *
 * <ol>
 *   <li>A live lease: somebody is at work, so there is nothing to run.
 *   <li>An abandoned run's lease: it must be broken first.
 *   <li>A held node: it must be brought back; another's hold takes {@code --adopt}.
 * </ol>
 */
final class NextStep {
  private final NextCommands next;
  private final Identity asker;

  /**
   * Who would run the command.
   *
   * @param next renders commands
   * @param asker whose holds need no {@code --adopt}
   */
  NextStep(NextCommands next, Identity asker) {
    this.next = next;
    this.asker = asker;
  }

  /** The command, where something is unfinished. */
  Optional<String> after(Snapshot snapshot) {
    if (snapshot.lease().isPresent()) {
      LeaseHolder holder = snapshot.lease().get();
      return holder.abandoned() ? Optional.of(next.unlock(holder.runId())) : Optional.empty();
    }
    return snapshot.nodes().stream()
        .filter(node -> node.hold().isPresent())
        .findFirst()
        .map(node -> rejoin(node, node.hold().get()));
  }

  private String rejoin(NodeView node, Hold hold) {
    String adopt = asker.owns(hold) ? "" : " --adopt " + node.name();
    return next.rejoin(node.name()) + adopt;
  }
}
