package dev.tidalctl.cli;

import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one command to run next when a look shows something unfinished.
 *
 * <ol>
 *   <li>A live lease: somebody is at work, so there is nothing to run; unless it is of a roll whose
 *       journal here is let go of, which only a dead process does: that goes on at once.
 *   <li>An abandoned run: it goes on by {@code roll --resume}, from any machine.
 *   <li>A roll that this machine's journals show to be unfinished goes on likewise; but a node that
 *       it Failed and holds is brought back first.
 *   <li>A held node: it must be brought back; another's hold takes {@code --adopt}.
 * </ol>
 */
final class NextStep {
  private final NextCommands next;
  private final Supplier<Identity> asker;

  /**
   * Who would run the command.
   *
   * @param next renders commands
   * @param asker whose holds need no {@code --adopt}; asked where there are any
   */
  NextStep(NextCommands next, Supplier<Identity> asker) {
    this.next = next;
    this.asker = asker;
  }

  /**
   * The command, where something is unfinished.
   *
   * @param snapshot the cluster
   * @param open the roll that this machine's journals show to be unfinished or under way
   */
  Optional<String> after(Snapshot snapshot, Optional<RunBook.Entry> open) {
    if (snapshot.lease().isPresent()) {
      LeaseHolder holder = snapshot.lease().get();
      boolean dead = open.filter(e -> e.unfinished() && e.run().equals(holder.runId())).isPresent();
      return holder.abandoned() || dead
          ? Optional.of(next.resume(holder.runId(), false))
          : Optional.empty();
    }
    Optional<RunBook.Entry> unfinished = open.filter(RunBook.Entry::unfinished);
    boolean failed = unfinished.filter(e -> e.history().anyFailed()).isPresent();
    Optional<String> held = held(snapshot);
    return unfinished.isPresent() && !(failed && held.isPresent())
        ? Optional.of(next.resume(unfinished.get().run(), failed))
        : held;
  }

  private Optional<String> held(Snapshot snapshot) {
    return snapshot.nodes().stream()
        .filter(node -> node.hold().isPresent())
        .findFirst()
        .map(node -> rejoin(node, node.hold().get()));
  }

  private String rejoin(NodeView node, Hold hold) {
    String adopt = asker.get().owns(hold) ? "" : " --adopt " + node.name();
    return next.rejoin(node.name()) + adopt;
  }
}
