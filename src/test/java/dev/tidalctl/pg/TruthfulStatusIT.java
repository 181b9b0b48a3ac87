package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class TruthfulStatusIT {
  /** Twice the 2 s that are promised, which the figure shows: on a busy machine time runs. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

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
    }
    cluster.pg("settle");
  }

  @Test
  void aCrash() throws Exception {
    String node = cluster.follower();
    cluster.pg("kill", node);

    told("a node's crash", status -> !node(status, node).path("reachable").asBoolean(true));
  }

  @Test
  void aPausedReplay() throws Exception {
    String node = cluster.follower();
    // Patroni resumes a paused replay whenever it looks: just after one look the next is 10 s off.
    long before = new PatroniRounds(cluster).lookedAt(node);
    Await.until("Patroni to look", () -> new PatroniRounds(cluster).lookedAt(node) != before);
    cluster.pg("pause-replay", node);

    told(
        "a paused replay",
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
    cluster.pg("switchover", cluster.leader(), heir);

    told(
        "a switchover",
        status ->
            status.path("leader").asText().equals(heir)
                && node(status, heir).path("role").asText().equals("leader"));
  }

  private static void told(String what, Predicate<JsonNode> tells) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    long happened = System.nanoTime();
    Await.until(
        "status to tell of " + what,
        () -> {
          asked.incrementAndGet();
          return tells.test(operator.status());
        });
    Duration took = Duration.ofNanos(System.nanoTime() - happened);
    String told = "status no. " + asked + " told of " + what + ", after";
    Figures.note(told, took);
    assertTrue(took.compareTo(LIMIT) <= 0, () -> told + " " + took);
  }

  private static JsonNode node(JsonNode status, String name) {
    return StreamSupport.stream(status.path("nodes").spliterator(), false)
        .filter(node -> node.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
