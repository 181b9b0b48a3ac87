package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a run goes on after its process ended. A crash is just another snapshot: what the journal
 * says of a node only tells at which stage to look at it again.
 *
 * <ol>
 *   <li>A node whose drain had not come to its end, or was interrupted, and that serves again waits
 *       for its turn anew, unless somebody else has upgraded it meanwhile.
 *   <li>An upgrade command that may have been started is asked for again under the <em>same</em>
 *       attempt: whoever runs commands knows whether it was, and never runs one twice.
 *   <li>A restart that may have been asked for is not asked for again: the node is to show another
 *       incarnation.
 *   <li>A rejoin starts over: what a node was seen to apply is not believed across a crash.
 *   <li>A Failed node stays so, unless it is found back in service as wanted, or is to be tried
 *       again: then from where it stands, with the next attempt.
 *   <li>Without the journal the holds say how far each node had come; a command that may have been
 *       started then has an unknown outcome. So too for what a journal does not tell that begins in
 *       the midst of the run, with a resume on another machine.
 * </ol>
 *
 * @param run which
 * @param history what its journal says; empty when this machine does not have it
 * @param retryFailed whether Failed nodes are tried again
 */
public record Resumption(RunId run, Optional<History> history, boolean retryFailed) {

  /** The lease is taken over by these, one tried after the other. */
  List<TakeOver> claims() {
    return history
        .map(h -> h.nonces().stream().map(n -> new TakeOver(run, Optional.of(n))).toList())
        .orElseGet(() -> List.of(new TakeOver(run, Optional.empty())));
  }

  /** The node as the run takes it up again, by what is known of it and how it looks now. */
  NodeRun takeUp(NodeView node, Order.Roll roll, Moment now) {
    History.Past past = past(node);
    NodeRun before =
        new NodeRun(
            node.name(),
            past.stage(),
            now,
            past.drainedAs(),
            past.leftAt(),
            Optional.empty(),
            false,
            Optional.empty(),
            past.attempts());
    return before.noting(stage(before, node, roll, now));
  }

  /** The version that the run saw first on the node. */
  Event.NodeBefore before(NodeView node) {
    return history.stream()
        .flatMap(h -> h.chosen().stream())
        .filter(n -> n.name().equals(node.name()))
        .findFirst()
        .orElseGet(() -> new Event.NodeBefore(node.name(), node.version()));
  }

  /**
   * Nodes that serve a version which the run neither found on them nor installs: another roll has
   * had them since, and going on would take them back.
   */
  List<String> refusals(Order.Roll roll, Snapshot snapshot) {
    return snapshot.nodes().stream()
        .filter(node -> roll.wants(node.name()) && !roll.adopt().contains(node.name()))
        .filter(node -> node.routing() == Routing.SERVING && isAnothers(node, roll))
        .map(
            node ->
                node.name()
                    + " serves version "
                    + node.version().map(Version::value).orElse("unknown")
                    + ", which this run neither found nor installs: another roll has had it since;"
                    + " --skip "
                    + node.name()
                    + " leaves it so, and runs close "
                    + run
                    + " gives this run up")
        .toList();
  }

  private boolean isAnothers(NodeView node, Order.Roll roll) {
    boolean wanted = roll.to().isEmpty() || roll.to().filter(node::runs).isPresent();
    if (wanted || node.version().isEmpty()) {
      return false;
    }
    boolean done =
        history
            .flatMap(h -> Optional.ofNullable(h.nodes().get(node.name())))
            .filter(Resumption::done)
            .isPresent();
    Optional<Version> found =
        history.stream()
            .flatMap(h -> h.chosen().stream())
            .filter(n -> n.name().equals(node.name()))
            .flatMap(n -> n.version().stream())
            .findFirst();
    return done || found.filter(v -> !node.runs(v)).isPresent();
  }

  private static boolean done(History.Past past) {
    return past.stage() instanceof Stage.Finished;
  }

  /** The nodes that the run is known to have worked on. */
  Set<NodeName> worked() {
    return history.map(History::worked).orElse(Set.of());
  }

  /** Whether the run is known to have begun with the node. */
  boolean touched(NodeName node) {
    return history.filter(h -> h.nodes().containsKey(node)).isPresent();
  }

  /** Whether the run had chosen the node before. */
  boolean chose(NodeName node) {
    return history.stream().flatMap(h -> h.chosen().stream()).anyMatch(n -> n.name().equals(node));
  }

  private Stage stage(NodeRun before, NodeView node, Order.Roll roll, Moment now) {
    boolean back =
        node.routing() == Routing.SERVING && UpgradeRule.alreadyUpgraded(before, node, roll);
    return switch (before.stage()) {
      case Stage.Waiting s -> back && chose(node.name()) ? new Stage.Readmitting() : s;
      case Stage.HandingOver s -> undone(back, node);
      case Stage.StoppingTraffic s -> undone(back, node);
      case Stage.Emptying s -> undone(back, node);
      case Stage.CatchingUp s -> undone(back, node);
      case Stage.TakingOut s -> undone(back, node);
      case Stage.Undoing(Failure failure, Moment since) ->
          interrupted(failure) ? undone(back, node) : new Stage.Undoing(failure, now);
      case Stage.Out s -> undone(back, node);
      case Stage.Marking s -> undone(back, node);
      case Stage.RunningCommand s -> back ? new Stage.Readmitting() : asked(s, node, roll);
      case Stage.MarkingFailed s -> failed(s, back, node);
      case Stage.Returning s -> node.routing() == Routing.DRAINED ? s : returned(node, roll);
      case Stage.Readmitting s -> returned(node, roll);
      case Stage.Shipping s -> returned(node, roll);
      case Stage.Sampling s -> returned(node, roll);
      case Stage.Proving s -> returned(node, roll);
      case Stage.Comparing s -> returned(node, roll);
      case Stage.Admitting s -> returned(node, roll);
      case Stage.Settling s -> returned(node, roll);
      case Stage.Finished s -> finished(s, node, roll);
      case Stage.Broken s -> interrupted(s.failure()) ? undone(back, node) : failed(s, back, node);
    };
  }

  /**
   * A command is asked for again; a restart that may have been made is looked for instead, and so
   * is a command for which nobody could ask any more.
   */
  private Stage asked(Stage.RunningCommand stage, NodeView node, Order.Roll roll) {
    Optional<UpgradeJob> before =
        history.stream()
            .flatMap(h -> h.facts().stream())
            .flatMap(fact -> startedOn(node, stage.attempt(), fact.event()))
            .findFirst();
    boolean same =
        before.isEmpty()
            || (before.get() instanceof UpgradeJob.Command
                && roll.command() instanceof UpgradeCommand.Argv);
    return same ? stage : new Stage.Returning();
  }

  private static Stream<UpgradeJob> startedOn(NodeView node, int attempt, Event event) {
    return event instanceof Event.EffectStarted started
            && started.effect() instanceof Effect.RunUpgrade(UpgradeJob job)
            && job.node().equals(node.name())
            && job.attempt() == attempt
        ? Stream.of(job)
        : Stream.empty();
  }

  /** A drain that did not come to its end; somebody else may have upgraded the node since. */
  private static Stage undone(boolean back, NodeView node) {
    return back ? new Stage.Readmitting() : anew(node);
  }

  /** A rejoin under way; on a node that serves another version somebody else has had it since. */
  private static Stage returned(NodeView node, Order.Roll roll) {
    return node.routing() == Routing.SERVING && !asWanted(node, roll)
        ? new Stage.Waiting()
        : new Stage.Readmitting();
  }

  private static boolean interrupted(Failure failure) {
    return failure.kind() == Failure.Kind.INTERRUPTED;
  }

  private Stage failed(Stage stage, boolean back, NodeView node) {
    if (back) {
      return new Stage.Readmitting();
    }
    return retryFailed ? anew(node) : stage;
  }

  /** From the beginning, which looks where the node stands; one in service waits for its turn. */
  private static Stage anew(NodeView node) {
    return node.routing() == Routing.SERVING ? new Stage.Waiting() : new Stage.StoppingTraffic();
  }

  /** What was Complete is so still only when it is seen to serve as is wanted. */
  private static Stage finished(Stage.Finished stage, NodeView node, Order.Roll roll) {
    if (node.routing() != Routing.SERVING || !asWanted(node, roll)) {
      return anew(node);
    }
    return node.version().isEmpty() ? new Stage.Readmitting() : stage;
  }

  private static boolean asWanted(NodeView node, Order.Roll roll) {
    return node.version().isEmpty()
        || roll.to().isEmpty()
        || roll.to().filter(node::runs).isPresent();
  }

  private History.Past past(NodeView node) {
    Optional<History.Past> told =
        history.flatMap(h -> Optional.ofNullable(h.nodes().get(node.name())));
    if (told.isPresent() || history.filter(History::whole).isPresent()) {
      return told.orElseGet(Resumption::untouched);
    }
    return node.hold()
        .filter(hold -> hold.runId().equals(run))
        .map(hold -> held(hold, node))
        .orElseGet(Resumption::untouched);
  }

  private static History.Past untouched() {
    return new History.Past(new Stage.Waiting(), 0, Optional.empty(), Optional.empty());
  }

  private History.Past held(Hold hold, NodeView node) {
    Stage stage =
        switch (hold.phase()) {
          case DRAINING -> new Stage.StoppingTraffic();
          case DRAINED -> broken(hold.reason());
          case UPGRADING -> mayHaveRun(hold, node);
          case REJOINING -> new Stage.Readmitting();
        };
    int attempts = stage instanceof Stage.StoppingTraffic ? 0 : 1;
    return new History.Past(stage, attempts, hold.incarnation(), node.applied());
  }

  private static Stage mayHaveRun(Hold hold, NodeView node) {
    return UpgradeRule.unknown(hold, node).map(Resumption::broken).orElseGet(Stage.Returning::new);
  }

  private static Stage broken(String why) {
    return new Stage.Broken(new Failure(Failure.Kind.BROKEN, why));
  }
}
