package dev.tidalctl.sandbox.control;

import java.util.Map;
import java.util.Optional;

/**
 * The durable state and the last observations together, as of one moment.
 *
 * @param state the durable state
 * @param observations the last one of each node that was ever seen; never changed
 * @param nowNanos the moment, on the monotonic clock
 */
record View(ClusterState state, Map<Integer, Observation> observations, long nowNanos) {
  /** Beyond this many events of lag a node is unhealthy. */
  private static final long UNHEALTHY_LAG = 10_000;

  /** What the present process of a reachable node said; empty otherwise. */
  Optional<Observation> seen(Member member) {
    return Optional.ofNullable(observations.get(member.shard()))
        .filter(seen -> member.reachable())
        .filter(
            seen ->
                member
                    .process()
                    .filter(process -> process.id().equals(seen.incarnation()))
                    .isPresent());
  }

  /** What the leader said, if it is reachable. */
  Optional<Observation> leaderSeen() {
    return seen(state.member(state.leader()));
  }

  /** Whether the leader found the node off its history. */
  boolean diverged(Member member) {
    return leaderSeen()
        .filter(leader -> leader.divergedFollowers().contains(member.shard()))
        .isPresent();
  }

  /** Reachable, observed lately, on the leader's term and history, and not too far behind. */
  boolean healthy(Member member) {
    Optional<Observation> node = seen(member).filter(seen -> seen.isFresh(nowNanos));
    Optional<Observation> leader = leaderSeen().filter(seen -> seen.isFresh(nowNanos));
    return node.isPresent()
        && leader.isPresent()
        && node.get().applied().term() == state.term()
        && leader.get().received().seqno() - node.get().applied().seqno() <= UNHEALTHY_LAG
        && !diverged(member);
  }

  /** Whether leadership may be handed to the node. */
  boolean electable(Member member) {
    return member.shard() != state.leader()
        && member.takesClients()
        && !diverged(member)
        && seen(member).filter(seen -> seen.applied().term() == state.term()).isPresent();
  }

  /** The first event that some node may still need. */
  long retainFrom() {
    return state.members().stream()
            .mapToLong(
                member ->
                    seen(member).map(seen -> seen.applied().seqno()).orElse(member.lastApplied()))
            .min()
            .orElse(0)
        + 1;
  }
}
