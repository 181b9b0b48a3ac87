package dev.tidalctl.core;

import dev.tidalctl.core.model.Headway;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits until a rejoining node keeps up.
 *
 * <ol>
 *   <li>A fence is the leader's position; each is read at least 20 ms after the one before it. The
 *       first of several comes with the answer of the change that let shipping start again, if it
 *       was answered; it was read before the look that followed. The last is always seen by a look:
 *       what is seen of the leader from then on is no older than it.
 *   <li>The node must reach fence − maxLag. Lag against the moving end is shown, never waited for.
 *   <li>{@code stableSamples} fences reached in a row are enough; a change of term starts anew.
 *   <li>The limit is on <em>no progress</em>, with another on the whole.
 * </ol>
 */
final class CatchUpRule {
  static final Duration APART = Duration.ofMillis(20);

  private CatchUpRule() {}

  static Stage.Sampling begin(NodeRun run, NodeView node, Bearings b) {
    Optional<Position> first = run.fence().filter(fence -> b.policy().stableSamples() > 1);
    return new Stage.Sampling(0, first, b.snapshot().now(), headway(node, b));
  }

  static Next decide(Stage.Sampling stage, NodeRun run, NodeView node, Bearings b) {
    if (stage.headway().passedBy(node.applied())) {
      return new Next.Refine(
          new Stage.Sampling(
              stage.reached(), stage.fence(), stage.fenceReadAt(), headway(node, b)));
    }
    if (stage.fence().isEmpty()) {
      return fence(stage, run, node, b);
    }
    Position fence = stage.fence().get();
    if (Fences.voided(fence, b.snapshot())) {
      return new Next.Refine(sampling(stage, 0, Optional.empty(), b.snapshot().now()));
    }
    if (node.applied().filter(p -> p.reaches(fence.minus(b.policy().maxLag()))).isEmpty()) {
      return waitOrFail(stage, run, node, "fence " + fence, Optional.of(Interest.OBSERVATION), b);
    }
    int reached = stage.reached() + 1;
    return reached >= b.policy().stableSamples()
        ? Next.enter(new Stage.Proving(Optional.empty(), b.now()))
        : new Next.Refine(sampling(stage, reached, Optional.empty(), stage.fenceReadAt()));
  }

  private static Next fence(Stage.Sampling stage, NodeRun run, NodeView node, Bearings b) {
    Snapshot snapshot = b.snapshot();
    Instant after = stage.reached() == 0 ? stage.fenceReadAt() : stage.fenceReadAt().plus(APART);
    return Fences.readAfter(after, snapshot)
        .<Next>map(
            fence ->
                new Next.Refine(
                    sampling(
                        stage,
                        stage.reached(),
                        Optional.of(fence),
                        snapshot.leaderObservedAt().orElse(after))))
        .orElseGet(
            () -> waitOrFail(stage, run, node, "a fresh fence", Fences.awaited(snapshot), b));
  }

  private static Next waitOrFail(
      Stage.Sampling stage,
      NodeRun run,
      NodeView node,
      String what,
      Optional<Interest> interest,
      Bearings b) {
    if (b.now().since(stage.headway().since()).compareTo(b.limits().rejoin()) > 0) {
      return RejoinRule.late(
          node, "no progress for " + Words.of(b.limits().rejoin()) + " on the way to " + what, b);
    }
    if (RejoinRule.overdue(run, b)) {
      return RejoinRule.late(
          node,
          "it has not caught up in "
              + Words.of(b.limits().rejoinOverall())
              + ", still short of "
              + what,
          b);
    }
    return new Next.Wait(
        node.name()
            + " to catch up with "
            + what
            + ", "
            + Words.lag(node, b.snapshot())
            + " (limit "
            + Words.of(b.limits().rejoin())
            + " without progress)",
        interest);
  }

  private static Stage.Sampling sampling(
      Stage.Sampling stage, int reached, Optional<Position> fence, Instant fenceReadAt) {
    return new Stage.Sampling(reached, fence, fenceReadAt, stage.headway());
  }

  private static Headway headway(NodeView node, Bearings b) {
    return new Headway(node.applied(), b.now());
  }
}
