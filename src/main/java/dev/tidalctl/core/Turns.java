package dev.tidalctl.core;

import dev.tidalctl.core.Errands.Errand;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.StageWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nodes of a run, each at its stage. Asks {@link NodeRule} what happens next with those in
 * hand, records it, and starts it; a node whose effect is under way is left alone until that ends.
 */
final class Turns {
  private final Order order;
  private final Ledger ledger;
  private final Errands errands;
  private final Map<NodeName, NodeRun> nodes = new LinkedHashMap<>();
  private final Set<NodeName> worked = new LinkedHashSet<>();
  private final Pauses pauses = new Pauses();
  private int takenUpComplete;
  private Set<NodeName> inHand = Set.of();
  private List<Next.Wait> waits = List.of();

  Turns(Order order, Ledger ledger, Errands errands) {
    this.order = order;
    this.ledger = ledger;
    this.errands = errands;
  }

  void choose(List<NodeName> targets, Snapshot snapshot, Moment now) {
    targets.forEach(name -> nodes.put(name, NodeRun.at(name, new Stage.Waiting(), now)));
    ledger.record(
        new Event.NodesChosen(
            targets.stream()
                .flatMap(name -> snapshot.node(name).stream())
                .map(n -> new Event.NodeBefore(n.name(), n.version()))
                .toList()),
        now);
  }

  /** Takes up the nodes of a run whose process ended, each where it stands. */
  void takeUp(Resumption resumption, Order.Roll roll, Bearings b) {
    List<NodeRun> taken =
        b.snapshot().nodes().stream()
            .filter(n -> roll.wants(n.name()) && roll.names(n.name()))
            .map(n -> resumption.takeUp(n, roll, b.now()))
            .filter(run -> isPartOf(run, resumption, roll, b.snapshot()))
            .toList();
    taken.forEach(run -> nodes.put(run.name(), run));
    worked.addAll(resumption.worked());
    ledger.record(
        new Event.NodesChosen(
            taken.stream()
                .flatMap(run -> b.snapshot().node(run.name()).stream())
                .map(resumption::before)
                .toList()),
        b.now());
    taken.stream()
        .filter(run -> !(run.stage() instanceof Stage.Waiting) || resumption.touched(run.name()))
        .forEach(run -> enter(run, b.now()));
    takenUpComplete = completed();
  }

  private static boolean isPartOf(
      NodeRun run, Resumption resumption, Order.Roll roll, Snapshot snapshot) {
    return !(run.stage() instanceof Stage.Waiting)
        || resumption.chose(run.name())
        || Planner.pending(roll, snapshot).stream().anyMatch(n -> n.name().equals(run.name()));
  }

  /** The nodes taken up in the midst of their turn. */
  List<NodeName> underWay() {
    return left().stream().map(NodeRun::name).toList();
  }

  /** These nodes are in hand. */
  void hand(Collection<NodeName> batch) {
    inHand = Set.copyOf(batch);
  }

  /** The turn of these nodes begins. */
  void begin(Collection<NodeName> batch, Bearings b) {
    hand(batch);
    Stage first =
        switch (order) {
          case Order.Drain d -> new Stage.StoppingTraffic();
          case Order.Roll r -> new Stage.StoppingTraffic();
          case Order.Rejoin r -> new Stage.Readmitting();
        };
    for (NodeName name : batch) {
      apply(node(name), Next.enter(first), b);
    }
  }

  /** Decides for every node in hand; true when something moved that allows another decision. */
  boolean work(Collection<NodeName> batch, Bearings b) {
    boolean moved = false;
    List<Next.Wait> found = new ArrayList<>();
    for (NodeName name : batch) {
      NodeRun run = node(name);
      Optional<NodeView> view = b.snapshot().node(name);
      if (run.stage().ended() || view.isEmpty()) {
        continue;
      }
      if (errands.busy(name) || pauses.has(name, b.now())) {
        found.add(new Next.Wait(name + ": " + StageWords.of(run.stage()), interest(run)));
        continue;
      }
      Next next = NodeRule.decide(run, view.get(), b);
      if (next instanceof Next.Wait wait) {
        found.add(wait);
      }
      moved |= apply(run, next, b);
    }
    waits = List.copyOf(found);
    return moved;
  }

  /** Takes up the end of a node's effect. */
  void settle(Errand errand, Outcome outcome, Optional<Bearings> bearings) {
    NodeRun run = node(errand.effect().turn().orElseThrow());
    if (bearings.isPresent()) {
      Bearings b = bearings.get();
      outcome.asked().ifPresent(reply -> pauses.after(reply, run.name(), b.now()));
      NodeRun seen =
          outcome instanceof Outcome.RoutingChanged(var reply) ? run.answered(reply) : run;
      nodes.put(seen.name(), seen);
      ReplyRule.after(seen, errand.effect(), outcome, b).ifPresent(next -> apply(seen, next, b));
    }
  }

  private boolean apply(NodeRun run, Next next, Bearings b) {
    NodeView view = b.snapshot().node(run.name()).orElseThrow();
    return switch (next) {
      case Next.Wait wait -> false;
      case Next.Refine(Stage stage) -> {
        nodes.put(run.name(), run.noting(stage));
        yield true;
      }
      case Next.Enter(Stage stage, List<Event.Fact> findings) -> {
        findings.forEach(fact -> ledger.record(fact, b.now()));
        enter(run.entering(explained(stage, run.name()), view, b.now()), b.now());
        yield true;
      }
      case Next.Start(var effect) -> {
        errands.start(effect, b.now());
        yield false;
      }
    };
  }

  /** What ran out of time while its requests failed says how they did. */
  private Stage explained(Stage stage, NodeName name) {
    return switch (stage) {
      case Stage.Undoing(Failure failure, Moment since) ->
          new Stage.Undoing(explained(failure, name), since);
      case Stage.Broken(Failure failure) -> new Stage.Broken(explained(failure, name));
      default -> stage;
    };
  }

  private Failure explained(Failure failure, NodeName name) {
    return pauses
        .lastAnswer(name)
        .filter(answer -> failure.kind() == Failure.Kind.TIMED_OUT)
        .filter(answer -> !failure.reason().contains(answer))
        .map(a -> new Failure(failure.kind(), failure.reason() + " (last answer: " + a + ")"))
        .orElse(failure);
  }

  private void enter(NodeRun run, Moment now) {
    nodes.put(run.name(), run);
    pauses.anotherStage(run.name());
    if (run.stage().isWork()) {
      worked.add(run.name());
    }
    ledger.record(new Event.StageEntered(run.name(), run.stage()), now);
  }

  /** Turns back every node whose traffic has not fully left yet; true when one was. */
  boolean turnBack(Collection<NodeName> batch, Moment now) {
    boolean moved = false;
    for (NodeName name : batch) {
      NodeRun run = node(name);
      if (leaving(run.stage()) && !errands.busy(name)) {
        Failure why =
            new Failure(Failure.Kind.INTERRUPTED, "draining " + name + " was interrupted");
        enter(run.noting(new Stage.Undoing(why, now)), now);
        moved = true;
      }
    }
    return moved;
  }

  /**
   * Whether nothing more is to be done with the batch; hastily, whether it can be left as it is.
   */
  boolean settled(Collection<NodeName> batch, boolean hastily) {
    return batch.stream()
        .map(this::node)
        .allMatch(
            run ->
                run.stage().ended()
                    || (hastily
                        && !leaving(run.stage())
                        && !(run.stage() instanceof Stage.Undoing)));
  }

  /** The first failure. */
  Optional<Failure> failure() {
    return nodes.values().stream()
        .map(NodeRun::stage)
        .flatMap(s -> s instanceof Stage.Broken(Failure f) ? Stream.of(f) : Stream.of())
        .findFirst();
  }

  /** The first node that failed. */
  Optional<NodeName> failedFirst() {
    return nodes.values().stream()
        .filter(run -> run.stage() instanceof Stage.Broken)
        .map(NodeRun::name)
        .findFirst();
  }

  /** The nodes that this run has worked on, and not only seen, and that are Complete. */
  List<NodeName> completeByWork() {
    return nodes.values().stream()
        .filter(run -> run.stage() instanceof Stage.Finished && worked.contains(run.name()))
        .map(NodeRun::name)
        .toList();
  }

  /** Whether the turn of this node began in this process. */
  boolean took(NodeName name) {
    return Optional.ofNullable(nodes.get(name))
        .filter(run -> !(run.stage() instanceof Stage.Waiting))
        .isPresent();
  }

  private NodeRun node(NodeName name) {
    return Optional.ofNullable(nodes.get(name)).orElseThrow();
  }

  private Set<NodeName> ended() {
    return nodes.values().stream()
        .filter(run -> run.stage().ended())
        .map(NodeRun::name)
        .collect(Collectors.toSet());
  }

  /** How many nodes this process brought to their end. */
  int completedByUs() {
    return completed() - takenUpComplete;
  }

  private int completed() {
    return (int)
        nodes.values().stream().filter(run -> run.stage() instanceof Stage.Finished).count();
  }

  /** Whose turn is next among the nodes chosen, by the cluster as it is now. */
  List<NodeName> next(Order.Roll roll, Snapshot snapshot, Policy policy) {
    Set<NodeName> out = new HashSet<>(ended());
    snapshot.nodes().stream()
        .map(NodeView::name)
        .filter(name -> !nodes.containsKey(name))
        .forEach(out::add);
    return Planner.next(roll, out, snapshot, policy);
  }

  /** Nodes that wait for their turn and need none any more: they serve as is wanted. */
  List<NodeName> upToDate(Order.Roll roll, Snapshot snapshot) {
    Set<NodeName> pending =
        Planner.pending(roll, snapshot).stream().map(NodeView::name).collect(Collectors.toSet());
    return nodes.values().stream()
        .filter(run -> run.stage() instanceof Stage.Waiting && !pending.contains(run.name()))
        .map(NodeRun::name)
        .filter(name -> snapshot.node(name).isPresent())
        .toList();
  }

  /** These nodes are only seen to serve and to be healthy. */
  void verify(Collection<NodeName> batch, Bearings b) {
    hand(batch);
    batch.forEach(name -> apply(node(name), Next.enter(new Stage.Settling()), b));
  }

  boolean someWaiting() {
    return nodes.values().stream().anyMatch(run -> run.stage() instanceof Stage.Waiting);
  }

  /** The ending when all that was asked is done. */
  Ending complete() {
    return Endings.complete(order, nodes.keySet(), completed());
  }

  /** How long the nodes in hand may take from now on, by the limits; empty with none in hand. */
  Optional<Duration> atMost(Limits limits, Moment now) {
    return left().stream()
        .filter(run -> inHand.contains(run.name()))
        .map(run -> run.atMost(limits, now))
        .max(Duration::compareTo);
  }

  /** Nodes that a run which ends now leaves out of service, with where they stand. */
  List<NodeRun> left() {
    return nodes.values().stream()
        .filter(run -> !(run.stage() instanceof Stage.Waiting) && !run.stage().ended())
        .toList();
  }

  Set<NodeName> inHand() {
    return inHand;
  }

  String waitingFor() {
    return waits.stream().map(Next.Wait::what).collect(Collectors.joining("; "));
  }

  /** What the nodes in hand wait for; empty when any later look will do for one of them. */
  Optional<Interest> interest() {
    if (waits.stream().anyMatch(w -> w.interest().isEmpty())) {
      return Optional.empty();
    }
    return waits.stream().anyMatch(w -> w.interest().equals(Optional.of(Interest.OBSERVATION)))
        ? Optional.of(Interest.OBSERVATION)
        : Optional.of(Interest.REVISION);
  }

  /** How long until a paused node may be tried again; long when none is paused. */
  Duration rest(Moment now) {
    return pauses.rest(now);
  }

  /** While its effect is under way, only a command's node is worth no more than a rare look. */
  private static Interest interest(NodeRun run) {
    return run.stage() instanceof Stage.RunningCommand ? Interest.REVISION : Interest.OBSERVATION;
  }

  private static boolean leaving(Stage stage) {
    return stage instanceof Stage.HandingOver
        || stage instanceof Stage.StoppingTraffic
        || stage instanceof Stage.Emptying
        || stage instanceof Stage.CatchingUp
        || stage instanceof Stage.TakingOut;
  }
}
