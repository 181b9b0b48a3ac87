package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Writes that can't be held, before a roll and in the middle of it. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PgbouncerMishapsIT {
  private static RealPostgres cluster;
  private static Operator operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = new Operator(cluster, "ann");
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @BeforeEach
  void inHealth() throws Exception {
    cluster.pg("settle");
  }

  @Test
  @Order(1)
  void noRollBeginsWithoutIt() throws Exception {
    cluster.pg("stop", "pgbouncer");
    try {
      Told.matches("pgbouncer-down-roll", cluster, operator.run("roll", "--to", "2.0.0", "--yes"));
      operator
          .run("check")
          .exits(3)
          .says(
              "fail  pgbouncer: PgBouncer 127.0.0.1:"
                  + cluster.port("pgbouncer")
                  + " can't be reached: Connection refused\n"
                  + "      remedy: start it, or correct routing.pgbouncer in the file");
    } finally {
      cluster.pg("start", "pgbouncer");
    }
    assertEquals(List.of(), operator.commands());
  }

  @Test
  @Order(2)
  void noRollBeginsWhileSomebodyHoldsWrites() throws Exception {
    Console console = new Console(cluster);
    console.tell("PAUSE app");
    try {
      Told.matches(
          "pgbouncer-paused-roll", cluster, operator.run("roll", "--to", "2.0.0", "--yes"));
    } finally {
      console.tell("RESUME app");
    }
    assertEquals(List.of(), operator.commands());
  }

  @Test
  @Order(3)
  void aRollThatMissesItLeavesTheLeaderAndGoesOnLater() throws Exception {
    String leader = cluster.leader();
    Outcome broken;
    try (Launched roll = operator.roll("2.0.0")) {
      new Told(roll).await(Told.sending("RunUpgrade", ""));
      cluster.pg("stop", "pgbouncer");
      broken = roll.await();
    } finally {
      cluster.pg("start", "pgbouncer");
    }
    Told.endsAs("pgbouncer-down-during-roll", cluster, broken);
    assertEquals(leader, cluster.leader());

    operator.resume("--retry-failed").await().exits(0);

    assertEquals(
        List.of("n1 2.0.0", "n2 2.0.0", "n3 2.0.0"),
        operator.commands().stream().sorted().toList());
  }
}
