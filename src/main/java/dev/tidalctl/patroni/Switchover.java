package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.state.SwitchoverNote;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves leadership from one node to another so that no client notices more than a moment's wait.
 *
 * <ol>
 *   <li>A fresh look: {@code from} leads on that timeline, {@code to} serves and may lead, and
 *       nothing impedes it.
 *   <li>The lease is renewed, and the switchover noted, so that whoever comes next finds what it
 *       did to traffic if this process dies.
 *   <li>The candidate's reads are closed: once it leads, its health check for reads fails, and its
 *       sessions there would be cut. A load balancer that would have no server left for reads
 *       refuses.
 *   <li>Its sessions end, within the policy's time; those that stay are cut if the policy says so,
 *       else the switchover is given up.
 *   <li>The lease is renewed again. Writes are held, where something can hold them, or else new
 *       connections for writes are made to wait by the load balancers; if that is refused, the
 *       switchover is given up.
 *   <li>The leader is asked to hand over ({@link Handing}): what it answers is one thing, which
 *       node takes writes is what counts.
 *   <li>The load balancers are told who takes writes, and are seen to send them there.
 *   <li>On every way out: writes are let go, then the candidate's reads are opened (where it leads
 *       now, its health check keeps them off), then the note is removed.
 *   <li>Once moved: the former leader is waited for until it follows, within a limit, so that
 *       nobody takes it for dead while its PostgreSQL starts anew.
 * </ol>
 */
final class Switchover {
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration WRITES_ROUTED = Duration.ofSeconds(5);
  private static final Duration FOLLOWS = Duration.ofSeconds(30);
  private static final int NOTE_TRIES = 3;

  private final Looks looks;
  private final NodeApi api;
  private final ReadRoutes routes;
  private final Optional<WriteGate> gate;
  private final SharedState shared;
  private final Fencing fencing;
  private final Handing handing;
  private final Sessions sessions;
  private final Timing timing;

  /**
   * What becomes of client sessions that stay on the candidate.
   *
   * @param patience how long they may
   * @param cut whether they are cut then
   */
  record Sessions(Duration patience, boolean cut) {}

  Switchover(
      Looks looks,
      NodeApi api,
      ReadRoutes routes,
      Optional<WriteGate> gate,
      SharedState shared,
      Handing handing,
      Sessions sessions,
      Timing timing) {
    this.looks = looks;
    this.api = api;
    this.routes = routes;
    this.gate = gate;
    this.shared = shared;
    this.fencing = new Fencing(shared);
    this.handing = handing;
    this.sessions = sessions;
    this.timing = timing;
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#moveLeadership}. */
  Reply<Done> move(Handover handover, long token) {
    looks.switching(true);
    Reply<Looks.Seen> seen = looks.fresh();
    if (!(seen instanceof Reply.Ok<Looks.Seen>(Looks.Seen look))) {
      looks.switching(false);
      return new Reply.Unreachable<>(Replies.why(seen).orElse(""));
    }
    Optional<Refusal> refusal = against(handover, look.snapshot());
    if (refusal.isPresent()) {
      looks.switching(false);
      return new Reply.Refused<>(refusal.get());
    }
    Reply<Done> noted =
        Replies.then(
            fencing.pass(token),
            passed ->
                shared.note(
                    Optional.of(new SwitchoverNote(handover.from(), handover.to())), token));
    Reply<Done> outcome = noted instanceof Reply.Ok ? withoutReads(handover, token) : noted;
    Reply<Done> end = noteRemoved(outcome, token);
    if (outcome instanceof Reply.Ok) {
      awaitFollowing(handover.from());
    }
    return end;
  }

  private static Optional<Refusal> against(Handover handover, Snapshot seen) {
    Optional<NodeView> candidate = seen.node(handover.to());
    if (!seen.isLeader(handover.from())
        || seen.leaderPosition().map(Position::term).filter(t -> t == handover.term()).isEmpty()) {
      return refused(
          Code.REVISION_CHANGED, handover.from() + " does not lead on timeline " + handover.term());
    }
    if (!seen.impediments().isEmpty()) {
      return refused(Code.NOT_ELECTABLE, Impediment.words(seen.impediments()));
    }
    return candidate.filter(n -> n.electable() && n.routing() == Routing.SERVING).isEmpty()
        ? refused(Code.NOT_ELECTABLE, handover.to() + " can't lead now")
        : Optional.empty();
  }

  private Reply<Done> withoutReads(Handover handover, long token) {
    NodeName candidate = handover.to();
    Reply<Done> closed = routes.close(candidate);
    Reply<Done> outcome =
        Replies.then(
            closed, off -> Replies.then(emptied(candidate), empty -> held(handover, token)));
    boolean untouched =
        closed instanceof Reply.Refused<Done> || closed instanceof Reply.Unreachable<Done>;
    return untouched ? outcome : afterwards(outcome, "reads", candidate, routes.open(candidate));
  }

  private Reply<Done> emptied(NodeName candidate) {
    gate.ifPresent(WriteGate::reconnect);
    if (timing.until(() -> left(candidate).equals(Optional.of(0)), sessions.patience(), GLANCE)) {
      return new Reply.Ok<>(new Done());
    }
    if (sessions.cut()) {
      return routes.cut(candidate);
    }
    return Replies.refused(
        Code.NOT_ELECTABLE,
        "%s client sessions stay on %s, which is to lead, after %d s: end them, or let tidalctl do so by routing.haproxy.sessions {then: cut}"
            .formatted(
                left(candidate).map(String::valueOf).orElse("an unknown number of"),
                candidate,
                sessions.patience().toSeconds()));
  }

  /**
   * How many sessions are left; empty when that is unknown. Where nothing routes there are none.
   */
  private Optional<Integer> left(NodeName node) {
    if (!(routes.look() instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view))) {
      return Optional.empty();
    }
    ReadRoutes.Route route = view.routes().get(node);
    if (route == null) {
      return view.routes().isEmpty() ? Optional.of(0) : Optional.empty();
    }
    return route.sessions().isPresent()
        ? Optional.of(route.sessions().getAsInt())
        : Optional.empty();
  }

  private Reply<Done> held(Handover handover, long token) {
    Reply<Done> ours = fencing.pass(token);
    if (!(ours instanceof Reply.Ok)) {
      return ours;
    }
    Reply<WriteGate.Held> hold =
        gate.map(WriteGate::hold).orElseGet(() -> routes.queueWrites(handover.from()));
    if (!(hold instanceof Reply.Ok<WriteGate.Held>(WriteGate.Held held))) {
      String why =
          "writes could not be held, so leadership was left where it is: "
              + Replies.why(hold).orElse("");
      return hold instanceof Reply.Unknown
          ? afterwards(
              Replies.refused(Code.OTHER, why),
              "writes",
              handover.to(),
              gate.map(WriteGate::letGo).orElseGet(() -> routes.admitWrites(handover.from())))
          : Replies.refused(Code.OTHER, why);
    }
    Reply<Done> outcome = handed(handover);
    return afterwards(outcome, "writes", handover.to(), held.release());
  }

  private Reply<Done> handed(Handover handover) {
    Handing.Result result = handing.ask(handover.from(), handover.to());
    return switch (result) {
      case Handing.Result.Moved(NodeName to) -> {
        Reply<Done> told = routes.leaderMoved(handover.from(), to);
        boolean there =
            timing.until(
                () -> routes.writesGoTo(to) instanceof Reply.Ok<Boolean>(Boolean so) && so,
                WRITES_ROUTED,
                GLANCE);
        yield there || told instanceof Reply.Ok
            ? new Reply.Ok<>(new Done())
            : new Reply.Unknown<>(
                to
                    + " leads, but the load balancers are not seen to send writes there: "
                    + Replies.why(told).orElse(""));
      }
      case Handing.Result.Declined(String words) -> Replies.refused(Code.NOT_ELECTABLE, words);
      case Handing.Result.NotSent(String why) -> new Reply.Unreachable<>(why);
      case Handing.Result.Unclear(String words) -> new Reply.Unknown<>(words);
    };
  }

  /** What was done to traffic is undone; when that can't be seen, the outcome must not hide it. */
  private static Reply<Done> afterwards(
      Reply<Done> outcome, String what, NodeName node, Reply<Done> undone) {
    return undone instanceof Reply.Ok
        ? outcome
        : new Reply.Unknown<>(
            "the "
                + what
                + (what.equals("reads") ? " of " + node : "")
                + " that were stopped for a switchover may still be: "
                + Replies.why(undone).orElse("")
                + Replies.why(outcome).map(why -> "; before that: " + why).orElse(""));
  }

  private Reply<Done> noteRemoved(Reply<Done> outcome, long token) {
    Reply<Done> removed = new Reply.Unknown<>("");
    for (int i = 0; i < NOTE_TRIES && !(removed instanceof Reply.Ok); i++) {
      removed = shared.note(Optional.empty(), token);
    }
    boolean gone = removed instanceof Reply.Ok;
    // A note of ours that stays is no reason for this run to stop: the next one to begin clears it.
    looks.switching(!gone);
    return outcome;
  }

  private void awaitFollowing(NodeName former) {
    timing.until(
        () ->
            api.reading(former) instanceof Reply.Ok<NodeReading>(NodeReading r)
                && r.up()
                && !r.claimsLeadership(),
        FOLLOWS,
        GLANCE);
  }

  private static Optional<Refusal> refused(Code code, String detail) {
    return Optional.of(Refusal.of(code, detail));
  }
}
