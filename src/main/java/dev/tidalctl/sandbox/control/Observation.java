package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node said when it was last asked.
 *
 * @param incarnation of which of its processes this is
 * @param sentNanos when the question was sent, on the monotonic clock
 * @param sentAt the same on the wall clock; what follows was true at some time after it
 * @param received the last event in its WAL
 * @param applied the last event it has applied
 * @param firstKept the first event in its WAL
 * @param divergedFollowers as leader: the shards it found off its history
 */
record Observation(
    String incarnation,
    long sentNanos,
    Instant sentAt,
    Position received,
    Position applied,
    long firstKept,
    Set<Integer> divergedFollowers) {
  private static final Duration FRESH = Duration.ofSeconds(5);

  Observation {
    divergedFollowers = Set.copyOf(divergedFollowers);
  }

  static Observation from(JsonObject status, long sentNanos, Instant sentAt) {
    List<JsonObject> troubles = status.objects("followersInTrouble");
    return new Observation(
        status.text("incarnation"),
        sentNanos,
        sentAt,
        Position.from(status.object("received")),
        Position.from(status.object("applied")),
        status.number("firstKept"),
        troubles.stream()
            .filter(trouble -> trouble.text("code").equals("diverged"))
            .map(trouble -> trouble.integer("shard"))
            .collect(Collectors.toSet()));
  }

  boolean isFresh(long nowNanos) {
    return nowNanos - sentNanos <= FRESH.toNanos();
  }
}
