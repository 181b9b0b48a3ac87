package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two operators who know nothing of each other but what is in etcd. In each round both begin at
 * once: while all nodes serve, each takes another one out; while one is out, whose it is brings it
 * back and the other one takes the next.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class TwoOperatorsIT {
  private static final int OVERLAPPING = 20;
  private static final int MOST_ROUNDS = 30;
  private static final Set<Integer> LOST = Set.of(3, 4);

  private static RealPostgres cluster;
  private static Operator ann;
  private static Operator ben;

  /** One operator's part in a round. */
  private record Part(Operator operator, String verb, String node) {
    Launched start() throws IOException {
      return operator.start(verb, node, "-o", "ndjson");
    }
  }

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    ann = new Operator(cluster, "ann");
    ben = new Operator(cluster, "ben");
  }

  @AfterAll
  static void down() throws Exception {
    ann.close();
    ben.close();
    cluster.close();
  }

  @Test
  void neverIsMoreThanOneNodeOut() throws Exception {
    String leader = cluster.leader();
    List<String> followers = cluster.nodes().stream().filter(n -> !n.equals(leader)).toList();
    String anns = followers.getFirst();
    String bens = followers.getLast();
    Balancer haproxy = new Balancer(cluster);
    int overlapping = 0;
    List<String> story = new ArrayList<>();
    try (Watcher watcher = new Watcher(haproxy)) {
      while (overlapping < OVERLAPPING && story.size() < MOST_ROUNDS) {
        Set<String> out = haproxy.closed();
        Part first = new Part(ann, out.contains(anns) ? "rejoin" : "drain", anns);
        Part second = new Part(ben, out.contains(bens) ? "rejoin" : "drain", bens);
        try (Launched one = first.start();
            Launched other = second.start()) {
          Outcome ofOne = one.await();
          Outcome ofOther = other.await();
          story.add(
              out
                  + ": "
                  + first.verb
                  + " "
                  + ofOne.code()
                  + ", "
                  + second.verb
                  + " "
                  + ofOther.code());
          assertTrue(ofOne.code() == 0 || LOST.contains(ofOne.code()), ofOne::toString);
          assertTrue(ofOther.code() == 0 || LOST.contains(ofOther.code()), ofOther::toString);
          if (overlapped(ofOne, ofOther)) {
            overlapping++;
          }
        }
      }
      assertEquals(1, watcher.most.get(), () -> "nodes out at once; " + story);
    }
    assertTrue(overlapping >= OVERLAPPING, overlapping + " rounds overlapped; " + story);
    Figures.note("two operators: " + overlapping + " of " + story.size() + " rounds overlapped");
  }

  /** Whether each had begun before the other had ended. */
  private static boolean overlapped(Outcome one, Outcome other) {
    return begun(one).isBefore(ended(other)) && begun(other).isBefore(ended(one));
  }

  private static Instant begun(Outcome outcome) {
    return at(
        Told.all(outcome).stream().filter(Told.event("RunStarted")).findFirst().orElseThrow());
  }

  private static Instant ended(Outcome outcome) {
    return at(Told.all(outcome).stream().filter(Told.event("RunEnded")).findFirst().orElseThrow());
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("at").asText());
  }

  /** Counts, all the time, how many nodes are closed to readers. */
  private static final class Watcher implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger most = new AtomicInteger();

    Watcher(Balancer haproxy) {
      Thread.ofVirtual().start(() -> watch(haproxy));
    }

    private void watch(Balancer haproxy) {
      while (!ended.get()) {
        try {
          int closed = haproxy.closed().size();
          most.accumulateAndGet(closed, Math::max);
          Thread.sleep(20);
        } catch (IOException | InterruptedException e) {
          most.set(Integer.MAX_VALUE);
          return;
        }
      }
    }

    @Override
    public void close() {
      ended.set(true);
    }
  }
}
