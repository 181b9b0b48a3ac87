package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Followers that receive WAL and do not apply it, or can't have it any more. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReplayIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final String RUNS =
      "SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'monthly report' AND"
          + " state = 'active'";
  private static final String WAITS =
      "SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_type = 'startup' AND wait_event ="
          + " 'relation'";
  private static final String RECEIVED =
      "SELECT count(*) = 1 FROM pg_replication_slots WHERE slot_name = 'n3' AND restart_lsn >="
          + " pg_current_wal_lsn()";

  private static RealPostgres cluster;
  private static OnCall operator;

  @BeforeAll
  static void up() throws Exception {
    // Patroni resumes a paused replay whenever it looks.
    cluster = RealPostgres.up("--loop-wait", "90");
    operator = OnCall.inHaste(cluster);
    cluster.pg("sql", "n1", "CREATE TABLE blocked (id int)");
    cluster.pg("sql", "n1", "GRANT ALL ON blocked TO app");
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void pausedReplay() throws Exception {
    Map<String, String> before = cluster.startTimes();
    cluster.pg("pause-replay", "n3");
    cluster.pg("sql", "n1", "INSERT INTO blocked SELECT generate_series(1, 1000)");

    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");
    Outcome drain = operator.runs("drain", "n3");

    cluster.pg("resume-replay", "n3");
    operator.sees("replay-paused-roll", 3, roll);
    operator.sees("replay-paused-drain", 6, drain);
    assertEquals(before, cluster.startTimes());
    cluster.pg("settle");
  }

  @Test
  @Order(2)
  void replayBehindAQuery() throws Exception {
    Map<String, String> before = cluster.startTimes();
    cluster.pg("sql", "n3", "ALTER SYSTEM SET max_standby_streaming_delay = -1");
    cluster.pg("sql", "n3", "ALTER SYSTEM SET hot_standby_feedback = off");
    cluster.pg("sql", "n3", "SELECT pg_reload_conf()");
    try (Connection reader = cluster.connect(cluster.port("n3"), LIMIT);
        Statement query = reader.createStatement()) {
      Thread report = longQuery(reader, query);
      cluster.pg("sql", "n1", "TRUNCATE blocked");
      cluster.pg("sql", "n1", "INSERT INTO blocked SELECT generate_series(1, 1000)");
      Await.until("the query to be under way", () -> on("n3", RUNS));
      Await.until("replay to wait for it", () -> on("n3", WAITS));

      Outcome status = operator.runs("status");
      Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");
      Outcome drain = operator.runs("drain", "n3");

      query.cancel();
      report.join(LIMIT);
      operator.sees("replay-blocked-status", 0, status);
      operator.sees("replay-blocked-roll", 3, roll);
      operator.sees("replay-blocked-drain", 6, drain);
    }
    assertEquals(before, cluster.startTimes());
    cluster.pg("settle");
  }

  /** Whether it is so on a node. */
  private static boolean on(String node, String question) throws Exception {
    return cluster.pg("sql", node, question).out().strip().equals("t");
  }

  /** One that has read from the table and goes on in the same transaction. */
  private static Thread longQuery(Connection reader, Statement query) throws SQLException {
    query.execute("SET application_name = 'monthly report'");
    reader.setAutoCommit(false);
    query.execute("SELECT count(*) FROM blocked");
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                query.execute("SELECT pg_sleep(600)");
              } catch (SQLException cancelled) {
                String why = String.valueOf(cancelled.getMessage());
                assertTrue(why.contains("cancel"), why);
              }
            });
  }

  @Test
  @Order(3)
  void recycledWal() throws Exception {
    operator.runs("drain", "n2").exits(0);
    cluster.pg("stop", "n2");
    cluster.pg("sql", "n1", "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'");
    cluster.pg("sql", "n1", "ALTER SYSTEM SET wal_keep_size = 0");
    cluster.pg("sql", "n1", "SELECT pg_reload_conf()");
    for (int segment = 0; segment < 4; segment++) {
      cluster.pg("sql", "n1", "INSERT INTO blocked SELECT generate_series(1, 1000)");
      cluster.pg("sql", "n1", "SELECT pg_switch_wal()");
    }
    // Or it would lose its slot as well.
    Await.until("n3 to have received all", () -> on("n1", RECEIVED));
    cluster.pg("sql", "n1", "CHECKPOINT");
    cluster.pg("start", "n2");

    Outcome rejoin = operator.runs("rejoin", "n2");

    operator.sees("wal-gap-rejoin", 5, rejoin);
    cluster.pg("reseed", "n2");
    operator.sees("wal-gap-way-back", 0, operator.runs("rejoin", "n2"));
  }
}
