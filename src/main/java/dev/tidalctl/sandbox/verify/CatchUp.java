package dev.tidalctl.sandbox.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Waits until every node has applied all that there was at the start.
 *
 * <ol>
 *   <li>Look at the cluster; the goal is the leader's last position, or what was acknowledged when
 *       that is more or there is no leader.
 *   <li>Until every shard reports that position of that term applied, ask for the next observation.
 *       A shard that is on another term is not there yet.
 *   <li>At the limit go on all the same: what is missing then is what the verdicts say.
 * </ol>
 */
final class CatchUp {
  private static final Duration LONG_POLL = Duration.ofSeconds(5);

  private final JsonReader reader;
  private final URI control;

  CatchUp(JsonReader reader, URI control) {
    this.reader = reader;
    this.control = control;
  }

  /**
   * Waits at most this long.
   *
   * @param acked the last position acknowledged
   * @return the goal
   * @throws IOException when the control plane can't be asked
   */
  long await(long acked, Duration limit) throws IOException {
    long until = System.nanoTime() + limit.toNanos();
    JsonNode cluster = look("/v1/cluster");
    long goal = Math.max(acked, cluster.path("leaderSeqno").asLong(0));
    long term = cluster.path("term").asLong(0);
    while (!reached(cluster, term, goal) && System.nanoTime() - until < 0) {
      long observation = cluster.path("observation").asLong();
      cluster =
          look(
              "/v1/cluster?of=observation&after="
                  + observation
                  + "&wait="
                  + LONG_POLL.toMillis()
                  + "ms");
    }
    return goal;
  }

  private static boolean reached(JsonNode cluster, long term, long goal) {
    for (JsonNode shard : cluster.path("shards")) {
      if (shard.path("term").asLong(-1) < term || shard.path("appliedSeqno").asLong(-1) < goal) {
        return false;
      }
    }
    return true;
  }

  private JsonNode look(String pathAndQuery) throws IOException {
    return reader.get(control, pathAndQuery, LONG_POLL.multipliedBy(2));
  }
}
