package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.pg.PostgresLoad.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A roll without PgBouncer. A connection to the old leader is lost, whatever it is used for, so
 * that one write a connection fails; those that take its place wait in HAProxy for the new leader.
 * At most 7 writes may fail. How long the tool itself takes is a figure: 1 s a node is wanted.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class WithoutPgbouncerIT {
  private static final int CONNECTIONS = 5;
  private static final long MOST_FAILED = 7;

  private static RealPostgres cluster;
  private static Operator operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = new Operator(cluster, "ann", "pgbouncer");
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @Test
  void readersSeeNothingOfIt() throws Exception {
    try (PostgresLoad load = PostgresLoad.start(cluster, "write", CONNECTIONS);
        Launched roll = operator.roll("2.0.0")) {
      Outcome outcome = roll.await().exits(0);
      PlainSwitchover.awaitWrites(load);
      Seen seen = load.stopAndVerify();
      Map<String, Duration> own = OwnTime.of(Told.all(outcome));
      Figures.add("no PgBouncer, " + CONNECTIONS + " connections", seen, Duration.ZERO);
      Figures.note("why writes failed: " + seen.writes().reasons());
      Figures.note("tidalctl's own time a node: " + own);

      assertEquals(0, seen.reads().failed(), () -> seen + "\n" + outcome);
      assertTrue(seen.writes().failed() <= MOST_FAILED, () -> seen + "\n" + outcome);
      assertEquals(cluster.nodes().size(), own.size(), outcome::toString);
    }
  }
}
