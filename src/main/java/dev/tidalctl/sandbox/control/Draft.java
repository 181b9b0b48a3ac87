package dev.tidalctl.sandbox.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A change in the making: the next state, and the transitions that lead to it. */
final class Draft {
  private final View before;
  private final Instant at;
  private final long lastSeq;
  private final List<Transition> transitions = new ArrayList<>();
  private ClusterState state;
  private boolean revised;
  private boolean durable;

  Draft(View before, Instant at, long lastSeq) {
    this.before = before;
    this.state = before.state();
    this.at = at;
    this.lastSeq = lastSeq;
  }

  /** What was so before, with the observations. */
  View before() {
    return before;
  }

  /** The state as drafted so far. */
  ClusterState state() {
    return state;
  }

  List<Transition> transitions() {
    return List.copyOf(transitions);
  }

  /** Whether the revision moves. */
  boolean isRevised() {
    return revised;
  }

  /** Whether there is anything to write down. */
  boolean isDurable() {
    return durable;
  }

  /** Changes a node's routing, or only its hold when the routing stays. */
  void route(Member member, Routing to, Optional<Hold> hold, Optional<Lease> by, String why) {
    state = state.withMember(member.withRouting(to, hold));
    if (member.routing() != to) {
      note(
          Transition.Kind.ROUTING,
          Optional.of(member),
          member.routing().wireName(),
          to.wireName(),
          by,
          why);
    }
    revise();
  }

  /** Makes a node the leader of the next term. */
  void lead(Member to, Optional<Lease> by) {
    String from = state.member(state.leader()).name();
    state = state.withLeader(to.shard(), state.term() + 1);
    note(Transition.Kind.LEADERSHIP, Optional.of(to), from, to.name(), by, "handed over");
    revise();
  }

  /** Notes that a node has become reachable or unreachable. */
  void reach(Member member, boolean reachable, String why) {
    state = state.withMember(member.withReachable(reachable));
    note(
        Transition.Kind.REACHABILITY,
        Optional.of(member),
        reachable ? "down" : "up",
        reachable ? "up" : "down",
        Optional.empty(),
        why);
    revise();
  }

  /** Notes a node's process. */
  void register(Member member, Member.Incarnation process) {
    state = state.withMember(member.withProcess(process));
    revise();
  }

  /** Changes who has the lease. */
  void lease(Optional<Lease> next, String why) {
    Optional<Lease> previous = state.lease();
    state = state.withLease(next);
    note(
        Transition.Kind.LEASE,
        Optional.empty(),
        previous.map(Lease::state).orElse("free"),
        next.map(Lease::state).orElse("free"),
        next.or(() -> previous),
        why);
    durable = true;
  }

  /** Puts the lease's end off; not written down, because a restart grants it anew anyway. */
  void renew(Lease lease) {
    state = state.withLease(Optional.of(lease));
  }

  /** Draining lasts only as long as the lease under which it was asked for. */
  void endDraining(String why) {
    for (Member member : state.members()) {
      if (member.routing() == Routing.DRAINING) {
        route(member, Routing.SERVING, Optional.empty(), before.state().lease(), why);
      }
    }
  }

  private void revise() {
    revised = true;
    durable = true;
  }

  private void note(
      Transition.Kind kind,
      Optional<Member> member,
      String from,
      String to,
      Optional<Lease> by,
      String why) {
    transitions.add(
        new Transition(
            lastSeq + transitions.size() + 1,
            at,
            kind,
            member.map(node -> OptionalLong.of(node.shard())).orElse(OptionalLong.empty()),
            member.map(Member::name),
            from,
            to,
            state.term(),
            by.map(Lease::owner),
            by.map(Lease::runId),
            by.map(lease -> OptionalLong.of(lease.token())).orElse(OptionalLong.empty()),
            state.serving(),
            Optional.of(why)));
  }
}
