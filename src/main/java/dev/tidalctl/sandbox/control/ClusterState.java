package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.util.List;
import java.util.Optional;

/**
 * All that the control plane must not forget.
 *
 * @param epoch grows by one at each start of the control plane
 * @param revision grows with each change of membership, role, term, routing, hold or process
 * @param term the leadership term
 * @param leader the shard id of the leader, named also while its process is down
 * @param lastToken the highest fencing token given out
 * @param lease the lease, or the abandoned run's
 * @param members the nodes, in the order of the configuration
 */
record ClusterState(
    long epoch,
    long revision,
    long term,
    int leader,
    long lastToken,
    Optional<Lease> lease,
    List<Member> members) {

  ClusterState {
    members = List.copyOf(members);
  }

  /** A new cluster: everybody serving, nobody seen yet, the first node leads term 1. */
  static ClusterState initial(ClusterConfig config) {
    List<Member> members =
        config.nodes().stream()
            .map(
                node ->
                    new Member(
                        node.shard(),
                        node.name(),
                        node.zone(),
                        Routing.SERVING,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        0))
            .toList();
    return new ClusterState(0, 1, 1, members.getFirst().shard(), 0, Optional.empty(), members);
  }

  static ClusterState from(JsonObject document) {
    return new ClusterState(
        document.number("epoch"),
        document.number("revision"),
        document.number("term"),
        document.integer("leader"),
        document.number("lastToken"),
        document.optObject("lease").map(Lease::from),
        document.objects("members").stream().map(Member::from).toList());
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("epoch", epoch)
        .put("revision", revision)
        .put("term", term)
        .put("leader", leader)
        .put("lastToken", lastToken)
        .put("lease", lease.map(Lease::document))
        .put("members", members.stream().map(Member::document).toList())
        .build();
  }

  /** The member with a shard id; {@code unknown_shard} when there is none. */
  Member member(int shard) {
    for (Member member : members) { // asked for each client request
      if (member.shard() == shard) {
        return member;
      }
    }
    throw Problem.of(ProblemCode.UNKNOWN_SHARD, "no shard " + shard + " here");
  }

  /** How many nodes clients are sent to. */
  long serving() {
    return members.stream().filter(Member::takesClients).count();
  }

  ClusterState withEpoch(long next) {
    return new ClusterState(next, revision, term, leader, lastToken, lease, members);
  }

  ClusterState withRevision(long next) {
    return new ClusterState(epoch, next, term, leader, lastToken, lease, members);
  }

  ClusterState withLeader(int next, long nextTerm) {
    return new ClusterState(epoch, revision, nextTerm, next, lastToken, lease, members);
  }

  ClusterState withLease(Optional<Lease> next) {
    long highest = Math.max(lastToken, next.map(Lease::token).orElse(0L));
    return new ClusterState(epoch, revision, term, leader, highest, next, members);
  }

  ClusterState withMember(Member next) {
    List<Member> changed =
        members.stream().map(member -> member.shard() == next.shard() ? next : member).toList();
    return new ClusterState(epoch, revision, term, leader, lastToken, lease, changed);
  }
}
