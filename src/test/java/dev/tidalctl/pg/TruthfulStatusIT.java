package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon after something befell the cluster a status that somebody asks for tells of it. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class TruthfulStatusIT {
  /** A status that is asked for later than this after it happened tells of it. */
  private static final Duration PROMISED = Duration.ofSeconds(2);

  private static RealPostgres cluster;
  private static OnCall operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = OnCall.of(cluster);
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @AfterEach
  void mend() throws Exception {
    for (String node : cluster.nodes()) {
      cluster.tryPg("start", node);
      cluster.tryPg("resume-replay", node);
    }
    cluster.pg("settle");
  }

  @Test
  void aCrash() throws Exception {
    String node = cluster.follower();

    told(
        "a node's crash",
        () -> cluster.pg("kill", node),
        () -> true,
        status -> !node(status, node).path("reachable").asBoolean(true));
  }

  @Test
  void aPausedReplay() throws Exception {
    String node = cluster.follower();

    told(
        "a paused replay",
        () -> pauseReplay(node),
        () -> pauseState(node).equals("paused"),
        status ->
            !node(status, node).path("healthy").asBoolean(true)
                && node(status, node)
                    .path("unhealthyReason")
                    .asText()
                    .startsWith("its replay is paused"));
  }

  @Test
  void aSwitchover() throws Exception {
    String heir = cluster.follower();

    told(
        "a switchover",
        () -> switchOver(cluster.leader(), heir),
        () -> true,
        status ->
            status.path("leader").asText().equals(heir)
                && node(status, heir).path("role").asText().equals("leader"));
  }

  /** What befalls the cluster. */
  private interface Mishap {
    void happens() throws Exception;
  }

  /**
   * Fails when a status does not tell of it that was asked for later than promised. How long one
   * takes to answer is a figure: a busy machine makes it longer, and nothing less true.
   *
   * @param lasts whether it is so still, and a status that does not tell of it is wrong
   */
  private static void told(String what, Mishap mishap, Await.Check lasts, Predicate<JsonNode> tells)
      throws Exception {
    mishap.happens();
    long happened = System.nanoTime();
    Duration asked = since(happened);
    while (!tells.test(operator.status())) {
      String late = "not told of " + what + " by a status asked for after " + asked;
      if (lasts.holds()) {
        assertTrue(asked.compareTo(PROMISED) < 0, late);
      } else {
        mishap.happens();
        happened = System.nanoTime();
      }
      asked = since(happened);
    }
    Figures.note(
        "status asked for after %d ms told of %s, after".formatted(asked.toMillis(), what),
        since(happened));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /**
   * Patroni resumes a paused replay whenever it looks: just after one look the next is 10 s off.
   */
  private static void pauseReplay(String node) throws Exception {
    PatroniRounds rounds = new PatroniRounds(cluster);
    long before = rounds.lookedAt(node);
    Await.until("Patroni to look", () -> rounds.lookedAt(node) != before);
    cluster.pg("pause-replay", node);
  }

  private static String pauseState(String node) throws Exception {
    return cluster.pg("sql", node, "SELECT pg_get_wal_replay_pause_state()").out().strip();
  }

  /** What Patroni answers to who asks for it does not wait for the new leader to lead. */
  private static void switchOver(String from, String to) throws Exception {
    cluster.pg("switchover", from, to);
    PatroniRounds rounds = new PatroniRounds(cluster);
    Await.until(to + " to lead", () -> rounds.leads(to));
  }

  private static JsonNode node(JsonNode status, String name) {
    return StreamSupport.stream(status.path("nodes").spliterator(), false)
        .filter(node -> node.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
