package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.pg.PostgresLoad.Seen;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** A switchover by Patroni of which nobody else is told: what tidalctl's is measured by. */
final class PlainSwitchover {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final int ENOUGH = 100;

  private PlainSwitchover() {}

  /** What clients see of one, until writes flow again. */
  static Seen under(RealPostgres cluster) throws IOException, SQLException, InterruptedException {
    try (PostgresLoad load = PostgresLoad.start(cluster)) {
      awaitWrites(load);
      long start = System.nanoTime();
      cluster.pg("switchover", cluster.leader(), cluster.follower());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      awaitWrites(load);
      Seen seen = load.stop();
      Figures.add("plain switchover", seen, took);
      return seen;
    }
  }

  /** Waits until a hundred more have been acknowledged. */
  static void awaitWrites(PostgresLoad load) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    long enough = load.seen().writes().ok() + ENOUGH;
    while (load.seen().writes().ok() < enough) {
      assertTrue(System.nanoTime() < until, "no writes any more");
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
