package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.pg.PostgresLoad.Seen;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients see without tidalctl; were it nothing, they would prove nothing with it. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class NaiveRollIT {
  private static final int READS = 5 * PostgresLoad.READS_A_SECOND;
  private static final int WRITES = 5 * PostgresLoad.WRITES_A_SECOND;

  private static RealPostgres cluster;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void inHealth() throws Exception {
    cluster.pg("settle");
  }

  @Test
  void anUndisturbedClusterAnswersEverything() throws Exception {
    try (PostgresLoad load = PostgresLoad.start(cluster)) {
      Await.until(
          "reads and writes enough",
          () -> load.seen().reads().ok() >= READS && load.seen().writes().ok() >= WRITES);

      Seen seen = load.stopAndVerify();

      assertEquals(0, seen.reads().failed(), seen::toString);
      assertEquals(0, seen.writes().failed(), seen::toString);
    }
  }

  @Test
  void restartingOneNodeAfterAnotherFailsItsClients() throws Exception {
    try (PostgresLoad load = PostgresLoad.start(cluster)) {
      long start = System.nanoTime();
      for (String node : cluster.nodes()) {
        cluster.pg("node-restart", node, "naive");
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start).dividedBy(cluster.nodes().size());
      PlainSwitchover.awaitWrites(load);

      Seen seen = load.stop();

      Figures.add("restart one after another", seen, took);
      assertTrue(seen.reads().failed() > 0, seen::toString);
      assertTrue(seen.writes().failed() > 0, seen::toString);
    }
  }

  @Test
  void aPlainSwitchoverFailsWrites() throws Exception {
    Seen seen = PlainSwitchover.under(cluster);

    assertTrue(seen.writes().failed() > 0, seen::toString);
  }
}
