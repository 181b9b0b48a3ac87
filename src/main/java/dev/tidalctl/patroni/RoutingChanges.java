package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.patroni.view.Sighting;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.traffic.ReadRoutes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Changes what traffic does with one node.
 *
 * <ol>
 *   <li>A fresh look; on it the change must be allowed ({@link RoutingRules}). A node whose
 *       PostgreSQL is just starting or stopping is left alone until it has: nobody would know which
 *       process was taken out.
 *   <li>Out of service from draining: what makes its stop short has ended ({@link Clearance}). This
 *       may fail or take too long without harm.
 *   <li>The lease was renewed: from there to the end everything is bounded below its time to live.
 *       That is done beside the look, and once more when the two took long or step 2 came between.
 *   <li>Out of service: the mark first, so that a crash leaves a name on the node; then the routes
 *       are closed, and looked at. Refused by a load balancer: the mark is taken back.
 *   <li>Into service: Patroni itself would give it reads, unless a tag of its operator forbids
 *       them; the routes are opened, and looked at, and told that it is fit: until health checks
 *       find that out, the next node could not leave; then the mark is removed.
 *   <li>Any other change writes the mark alone, and closes what was opened behind our back.
 * </ol>
 */
final class RoutingChanges {
  private final Looks looks;
  private final RoutingRules rules;
  private final NodeApi api;
  private final ReadRoutes routes;
  private final Clearance clearance;
  private final SharedState shared;
  private final Fencing fencing;

  RoutingChanges(
      Looks looks,
      RoutingRules rules,
      NodeApi api,
      ReadRoutes routes,
      Clearance clearance,
      SharedState shared) {
    this.looks = looks;
    this.rules = rules;
    this.api = api;
    this.routes = routes;
    this.clearance = clearance;
    this.shared = shared;
    this.fencing = new Fencing(shared);
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#changeRouting}. */
  Reply<Done> change(RoutingChange change, long token) {
    Fencing.Passing passing = fencing.beside(token);
    Optional<CompletableFuture<Reply<Boolean>>> offer =
        Optional.of(change.node())
            .filter(node -> change.to() == Routing.SERVING)
            .map(node -> Together.start(() -> api.takesReads(node)));
    Reply<Done> changed =
        Replies.then(
            beforeAChange(looks.fresh()), seen -> change(change, token, passing, offer, seen));
    passing.ended();
    return changed;
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#closeAgain}. */
  Reply<Done> closeAgain(NodeName node, long token) {
    return Replies.then(
        beforeAChange(looks.fresh()),
        seen -> {
          Optional<Refusal> refusal = notOurs(node, seen.snapshot());
          return refusal.isPresent()
              ? new Reply.Refused<>(refusal.get())
              : Replies.then(fencing.pass(token), passed -> routes.closeAgain(node));
        });
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#cutSessions}. */
  Reply<Done> cutSessions(NodeName node, long token) {
    return Replies.then(
        beforeAChange(looks.fresh()),
        seen -> {
          Optional<Refusal> refusal = notOurs(node, seen.snapshot());
          if (refusal.isPresent()) {
            return new Reply.Refused<>(refusal.get());
          }
          boolean draining =
              seen.snapshot().node(node).filter(n -> n.routing() == Routing.DRAINING).isPresent();
          return draining
              ? Replies.then(fencing.pass(token), passed -> routes.cut(node))
              : Replies.refused(Code.ILLEGAL_TRANSITION, node + " is not draining");
        });
  }

  private Reply<Done> change(
      RoutingChange change,
      long token,
      Fencing.Passing passing,
      Optional<CompletableFuture<Reply<Boolean>>> offer,
      Looks.Seen seen) {
    Optional<Refusal> refusal = rules.against(change, seen.snapshot());
    if (refusal.isPresent()) {
      return new Reply.Refused<>(refusal.get());
    }
    NodeView node = seen.snapshot().node(change.node()).orElseThrow();
    Optional<NodeReading> reading =
        Optional.ofNullable(seen.observation().nodes().get(node.name())).flatMap(Sighting::reading);
    if (node.routing() == Routing.SERVING && reading.filter(NodeReading::changing).isPresent()) {
      return Replies.refused(
          Code.REVISION_CHANGED,
          node.name() + " is " + reading.get().state() + ": wait until it is up or down");
    }
    if (change.to() == Routing.SERVING) {
      Optional<Refusal> unwilling = unwilling(node, reading, seen, offer);
      return unwilling.isPresent()
          ? new Reply.Refused<>(unwilling.get())
          : intoService(node, reading, seen, token, passing);
    }
    if (change.to() == Routing.DRAINED && node.routing() == Routing.DRAINING) {
      clearance.end(node.name());
    }
    return outOfService(change, node, seen, token, passing);
  }

  /** Whether it comes back to be read from, so that Patroni itself must offer it for that. */
  private static boolean toRead(NodeView node, Optional<NodeReading> reading, Looks.Seen seen) {
    boolean kept = reading.filter(r -> r.tagged("noloadbalance")).isPresent();
    boolean leads = seen.snapshot().isLeader(node.name());
    return node.routing() == Routing.REJOINING && !kept && !leads;
  }

  private static Optional<Refusal> unwilling(
      NodeView node,
      Optional<NodeReading> reading,
      Looks.Seen seen,
      Optional<CompletableFuture<Reply<Boolean>>> offer) {
    return offer
        .filter(asked -> toRead(node, reading, seen))
        .map(Together::result)
        .filter(offered -> !offered.equals(new Reply.Ok<>(true)))
        .map(
            offered ->
                Refusal.of(
                    Code.REQUIREMENT_NOT_MET,
                    "Patroni on "
                        + node.name()
                        + " does not offer it for reads yet"
                        + Replies.why(offered).map(why -> ": " + why).orElse("")));
  }

  private Reply<Done> intoService(
      NodeView node,
      Optional<NodeReading> reading,
      Looks.Seen seen,
      long token,
      Fencing.Passing passing) {
    return Replies.then(
        passing.passed(),
        passed ->
            Replies.then(
                routes.open(node.name()),
                open ->
                    Replies.then(
                        toRead(node, reading, seen)
                            ? routes.fitForReads(node.name())
                            : new Reply.Ok<>(open),
                        fit -> mark(node.name(), Optional.empty(), seen, token))));
  }

  private Reply<Done> outOfService(
      RoutingChange change, NodeView node, Looks.Seen seen, long token, Fencing.Passing passing) {
    Mark mark = new Mark(change.to(), change.hold().orElseThrow());
    return Replies.then(
        passing.passed(),
        passed ->
            Replies.then(
                mark(node.name(), Optional.of(mark), seen, token),
                marked -> {
                  if (node.routing() == Routing.SERVING) {
                    return closing(node.name(), mark.hold(), token);
                  }
                  return node.exposed() ? routes.closeAgain(node.name()) : new Reply.Ok<>(marked);
                }));
  }

  private Reply<Done> closing(NodeName node, Hold hold, long token) {
    Reply<Done> closed = routes.close(node);
    return switch (closed) {
      case Reply.Ok<Done> ok -> {
        clearance.begin(node);
        yield ok;
      }
      case Reply.Unknown<Done> unknown -> unknown;
      case Reply.Refused<Done>(Refusal refusal) ->
          takenBack(node, hold, token, closed, refusal.detail());
      case Reply.Unreachable<Done>(String why) -> takenBack(node, hold, token, closed, why);
    };
  }

  /** Nothing was closed, so that the node serves as it did; its mark must not say otherwise. */
  private Reply<Done> takenBack(
      NodeName node, Hold hold, long token, Reply<Done> because, String why) {
    Reply<Done> removed =
        Replies.then(
            shared.look(),
            view -> {
              Optional<SharedState.Marked> mark =
                  Optional.ofNullable(view.marks().get(node))
                      .filter(m -> m.mark().hold().equals(hold));
              return mark.isEmpty()
                  ? new Reply.Ok<>(new Done())
                  : shared.mark(
                      node,
                      Optional.of(mark.get().revision()),
                      Optional.empty(),
                      servingWith(view, node),
                      token);
            });
    return removed instanceof Reply.Ok
        ? because
        : new Reply.Unknown<>(
            why
                + "; and the mark on "
                + node
                + " could not be taken back: it says that it is out of service, which it is not");
  }

  private int servingWith(SharedState.View view, NodeName node) {
    long marked = view.marks().keySet().stream().filter(n -> !n.equals(node)).count();
    return (int) Math.max(0, looks.size() - marked);
  }

  private Reply<Done> mark(NodeName node, Optional<Mark> mark, Looks.Seen seen, long token) {
    SharedState.View view = seen.observation().sharedSeen().orElseThrow();
    Optional<Long> revision =
        Optional.ofNullable(view.marks().get(node)).map(SharedState.Marked::revision);
    long others =
        seen.snapshot().nodes().stream()
            .filter(n -> !n.name().equals(node))
            .filter(n -> n.routing() == Routing.SERVING && n.reachable())
            .count();
    return shared.mark(node, revision, mark, (int) others + (mark.isEmpty() ? 1 : 0), token);
  }

  private static Optional<Refusal> notOurs(NodeName node, Snapshot seen) {
    Optional<NodeView> view = seen.node(node);
    if (view.filter(n -> n.routing() != Routing.SERVING).isEmpty()) {
      return Optional.of(Refusal.of(Code.ILLEGAL_TRANSITION, node + " serves"));
    }
    return view.flatMap(NodeView::hold)
        .filter(hold -> !RoutingRules.belongs(hold, seen.lease()))
        .map(hold -> Refusal.of(Code.HELD_BY_OTHER, node + " is held by " + hold.owner()));
  }

  /** A look that shows nothing has changed nothing. */
  private static Reply<Looks.Seen> beforeAChange(Reply<Looks.Seen> look) {
    return look instanceof Reply.Unknown<Looks.Seen>(String why)
        ? new Reply.Unreachable<>(why)
        : look;
  }
}
