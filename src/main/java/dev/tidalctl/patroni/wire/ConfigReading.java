package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What of the dynamic configuration bears on a roll: {@code GET /config}.
 *
 * @param paused whether Patroni is told not to manage the cluster
 * @param synchronous whether commits wait for a standby
 * @param strict whether they wait for one even when there is none
 * @param standbyCluster whether the whole cluster follows another one
 * @param ttl how long the leader key lives
 * @param loopWait how often Patroni looks
 */
public record ConfigReading(
    boolean paused,
    boolean synchronous,
    boolean strict,
    boolean standbyCluster,
    Duration ttl,
    Duration loopWait) {
  private static final long DEFAULT_TTL = 30;
  private static final long DEFAULT_LOOP_WAIT = 10;

  static ConfigReading from(JsonNode body) throws MalformedAnswer {
    Fields top = Fields.of(body, "");
    return new ConfigReading(
        top.setting("pause"),
        top.setting("synchronous_mode"),
        top.setting("synchronous_mode_strict"),
        top.has("standby_cluster"),
        Duration.ofSeconds(top.wholeOrWord("ttl").orElse(DEFAULT_TTL)),
        Duration.ofSeconds(top.wholeOrWord("loop_wait").orElse(DEFAULT_LOOP_WAIT)));
  }
}
