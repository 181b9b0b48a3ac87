package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.Traffic;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** The document at {@code GET /v1/cluster}. */
final class SnapshotDocument {
  private final ClusterConfig config;
  private final Traffic traffic;

  SnapshotDocument(ClusterConfig config, Traffic traffic) {
    this.config = config;
    this.traffic = traffic;
  }

  JsonObject of(View view, long observation, Instant now, OptionalDouble writeRate) {
    ClusterState state = view.state();
    Optional<Observation> leader = view.leaderSeen();
    return JsonObject.builder()
        .put("cluster", config.cluster())
        .put("epoch", state.epoch())
        .put("revision", state.revision())
        .put("observation", observation)
        .put("leader", state.leader())
        .put("term", state.term())
        .put("leaderSeqno", number(leader, seen -> seen.received().seqno()))
        .put("leaderObservedAt", leader.map(Observation::sentAt))
        .put("firstKeptSeqno", number(leader, Observation::firstKept))
        .put("now", now)
        .put("writeRate", writeRate)
        .put("retentionCap", config.retentionCap())
        .put("lagUnit", "events")
        .put("lease", state.lease().map(Lease::shown))
        .put("shards", state.members().stream().map(member -> shard(view, member)).toList())
        .build();
  }

  private JsonObject shard(View view, Member member) {
    Optional<Observation> seen = view.seen(member);
    Optional<Member.Incarnation> process = member.process().filter(known -> member.reachable());
    OptionalLong inFlight =
        member.reachable()
            ? OptionalLong.of(traffic.inFlight(member.shard()))
            : OptionalLong.empty();
    return JsonObject.builder()
        .put("id", member.shard())
        .put("name", member.name())
        .put("role", view.state().leader() == member.shard() ? "leader" : "follower")
        .put("zone", member.zone())
        .put("routing", member.routing().wireName())
        .put("hold", member.hold().map(Hold::document))
        .put("reachable", member.reachable())
        .put("electable", view.electable(member))
        .put("incarnation", process.map(Member.Incarnation::id))
        .put("version", process.map(Member.Incarnation::version))
        .put("term", number(seen, now -> now.applied().term()))
        .put("appliedSeqno", number(seen, now -> now.applied().seqno()))
        .put("inFlight", inFlight)
        .put("observedAt", seen.map(Observation::sentAt))
        .put("diverged", view.diverged(member))
        .build();
  }

  private static OptionalLong number(Optional<Observation> seen, ToLongFunction<Observation> what) {
    return seen.isPresent() ? OptionalLong.of(what.applyAsLong(seen.get())) : OptionalLong.empty();
  }
}
