package dev.tidalctl.core;

import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Stage;

/** The pure decision for one node: its stage and a fresh look in, what happens next out. */
final class NodeRule {
  private NodeRule() {}

  static Next decide(NodeRun run, NodeView node, Bearings b) {
    if (!b.ours(node) && !run.stage().ended()) {
      return heldByOthers(node);
    }
    if (restartedWhileRejoining(run, node)) {
      return Next.enter(new Stage.Shipping());
    }
    return switch (run.stage()) {
      case Stage.Waiting w -> new Next.Wait("its turn", Interest.REVISION);
      case Stage.HandingOver s -> HandoverRule.decide(s, run, node, b);
      case Stage.StoppingTraffic s -> DrainRule.stoppingTraffic(run, node, b);
      case Stage.Emptying s -> DrainRule.emptying(s, run, node, b);
      case Stage.CatchingUp s -> DrainRule.catchingUp(s, run, node, b);
      case Stage.TakingOut s -> DrainRule.takingOut(s, run, node, b);
      case Stage.Undoing s -> DrainRule.undoing(s, run, node, b);
      case Stage.Out s -> UpgradeRule.out(run, node, b);
      case Stage.Marking s -> UpgradeRule.marking(run, node, b);
      case Stage.RunningCommand s -> UpgradeRule.running(s, run, node, b);
      case Stage.MarkingFailed s -> UpgradeRule.markingFailed(s, node, b);
      case Stage.Returning s -> UpgradeRule.returning(run, node, b);
      case Stage.Readmitting s -> RejoinRule.readmitting(run, node, b);
      case Stage.Shipping s -> RejoinRule.shipping(run, node, b);
      case Stage.Sampling s -> CatchUpRule.decide(s, run, node, b);
      case Stage.Proving s -> RejoinRule.proving(s, run, node, b);
      case Stage.Comparing s -> RejoinRule.comparing(s, run, node, b);
      case Stage.Admitting s -> RejoinRule.admitting(s, run, node, b);
      case Stage.Settling s -> RejoinRule.settling(run, node, b);
      case Stage.Finished s -> new Next.Wait("nothing", Interest.REVISION);
      case Stage.Broken s -> new Next.Wait("nothing", Interest.REVISION);
    };
  }

  /** Its hold was ours to take at preflight, or there was none; it is not any more. */
  private static Next heldByOthers(NodeView node) {
    return Next.fail(
        Failure.Kind.REFUSED,
        node.name()
            + " is "
            + Words.of(node.routing())
            + ", "
            + node.hold().map(Words::of).orElse("held by somebody else")
            + ": it is not touched further");
  }

  /** Only stages that rest on what the node's process was seen to apply are void without it. */
  private static boolean restartedWhileRejoining(NodeRun run, NodeView node) {
    boolean restsOnProcess =
        run.stage() instanceof Stage.Sampling
            || run.stage() instanceof Stage.Proving
            || run.stage() instanceof Stage.Comparing
            || run.stage() instanceof Stage.Admitting;
    return restsOnProcess
        && node.incarnation().isPresent()
        && !node.incarnation().equals(run.rejoinsAs());
  }
}
