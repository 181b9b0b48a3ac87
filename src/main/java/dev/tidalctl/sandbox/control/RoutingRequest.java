package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.util.Optional;

/**
 * A request to change one node's routing.
 *
 * @param to the state wanted
 * @param limits the caller's guard, besides the control plane's own
 * @param hold the hold, for every state but serving
 * @param adopt whether another's hold is to be taken over
 * @param require what is to be so for the change to happen
 */
record RoutingRequest(
    Routing to,
    Optional<GuardLimits> limits,
    Optional<Hold> hold,
    boolean adopt,
    JsonObject require) {

  static RoutingRequest from(JsonObject document) {
    RoutingRequest request =
        new RoutingRequest(
            Routing.of(document.text("state")),
            document.optObject("guard").map(GuardLimits::from),
            document.optObject("hold").map(Hold::from),
            document.optObject("hold").map(hold -> hold.flag("adopt")).orElse(false),
            document.optObject("require").orElse(JsonObject.empty()));
    if (request.hold.isPresent() == (request.to == Routing.SERVING)) {
      throw Problem.of(
          ProblemCode.BAD_REQUEST,
          request.to == Routing.SERVING
              ? "a serving node has no hold"
              : "a node that is not serving needs a hold");
    }
    return request;
  }

  /** Whether leader and node have to be told: whether work comes in is the gateway's own affair. */
  boolean movesShipping() {
    return to == Routing.DRAINED || to == Routing.REJOINING;
  }

  /**
   * Checks and makes the change, as one.
   *
   * @param token the caller's fencing token
   * @param revision the revision the caller knows
   * @param own the control plane's own limits
   * @return the state after it
   */
  ClusterState carryOut(Topology topology, int shard, long token, long revision, GuardLimits own) {
    return topology.change(
        draft -> {
          Member member = draft.state().member(shard);
          Lease lease = LeaseRules.require(draft.state().lease(), token);
          Preconditions.revision(draft.state(), revision);
          check(draft.before(), member, lease, own);
          String why = hold.map(Hold::reason).orElse("back in service");
          draft.route(member, to, hold, Optional.of(lease), why);
          return draft.state().withRevision(revision + 1);
        });
  }

  /**
   * Checks the change against the rules, in this order: whose hold, transition table, leader,
   * requirements, history, guard.
   */
  private void check(View view, Member member, Lease by, GuardLimits own) {
    boolean mine = adopt || member.hold().filter(held -> !held.belongsTo(by)).isEmpty();
    if (!mine) {
      throw Problem.with(
          ProblemCode.HELD_BY_OTHER,
          member.name() + " is held by " + member.hold().orElseThrow().owner(),
          "hold",
          member.hold().orElseThrow().document());
    }
    if (to != Routing.SERVING && view.state().leader() == member.shard()) {
      throw Problem.of(ProblemCode.IS_LEADER, member.name() + " leads; hand leadership over first");
    }
    if (!member.routing().mayBecome(to, member.reachable())) {
      throw Problem.of(
          ProblemCode.ILLEGAL_TRANSITION,
          "%s is %s (%s) and can't become %s"
              .formatted(
                  member.name(),
                  member.routing().wireName(),
                  member.reachable() ? "reachable" : "unreachable",
                  to.wireName()));
    }
    checkRequirements(view, member);
    if (member.routing() == Routing.REJOINING && view.diverged(member)) {
      throw Problem.of(
          ProblemCode.DIVERGED, member.name() + " has another history than the leader");
    }
    if (member.routing() == Routing.SERVING) {
      Guard.mayLeave(view, member, limits.map(own::stricter).orElse(own));
    }
  }

  private void checkRequirements(View view, Member member) {
    Optional<Position> applied = view.seen(member).map(Observation::applied);
    require
        .optText("incarnation")
        .filter(
            wanted ->
                !member.reachable()
                    || member.process().filter(process -> process.id().equals(wanted)).isEmpty())
        .ifPresent(wanted -> refuse(member, "is not incarnation " + wanted));
    require
        .optNumber("term")
        .ifPresent(
            term -> {
              if (applied.filter(at -> at.term() == term).isEmpty()) {
                refuse(member, "is not seen at term " + term);
              }
            });
    require
        .optNumber("appliedAtLeast")
        .ifPresent(
            seqno -> {
              if (applied.filter(at -> at.seqno() >= seqno).isEmpty()) {
                refuse(member, "is not seen to have applied event " + seqno);
              }
            });
  }

  private static void refuse(Member member, String why) {
    throw Problem.of(ProblemCode.REQUIREMENT_NOT_MET, member.name() + " " + why);
  }
}
