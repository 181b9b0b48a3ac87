package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.pg.PostgresLoad.Seen;
import java.time.Duration;
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
  private static final int CONNECTIONS = 5;

  private static RealPostgres cluster;
  private static Operator operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up("--loop-wait", "2");
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
          .exits(7)
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

  @Test
  @Order(4)
  void writesThroughTwoOfThemAreHeldTogether() throws Exception {
    try (SecondPgbouncer second = SecondPgbouncer.of(cluster);
        OnCall both = second.operator();
        Console.Watch first = new Console(cluster).watch();
        Console.Watch other = new Console(cluster, SecondPgbouncer.NAME).watch();
        PostgresLoad load = PostgresLoad.start(cluster);
        PostgresLoad others = PostgresLoad.start(cluster, SecondPgbouncer.NAME, CONNECTIONS)) {
      Outcome roll = both.runs("roll", "--to", "3.0.0", "--yes");
      first.await(true);
      other.await(true);
      first.await(false);
      other.await(false);
      PlainSwitchover.awaitWrites(load);
      PlainSwitchover.awaitWrites(others);
      Seen seen = load.stopAndVerify();
      Seen seenByOthers = others.stopAndVerify();
      Figures.add("two PgBouncers, the first", seen, Duration.ZERO);
      Figures.add("two PgBouncers, the second", seenByOthers, Duration.ZERO);

      roll.exits(0);
      assertEquals(0, seen.writes().failed(), () -> seen + "\n" + roll);
      assertEquals(0, seenByOthers.writes().failed(), () -> seenByOthers + "\n" + roll);
    }
  }

  @Test
  @Order(5)
  void oneOfTwoThatIsMissedLeavesTheLeaderAndTheOtherOneOpen() throws Exception {
    String leader = cluster.leader();
    try (SecondPgbouncer second = SecondPgbouncer.of(cluster);
        OnCall both = second.operator();
        PostgresLoad load = PostgresLoad.start(cluster);
        Launched roll = both.starts("roll", "--to", "4.0.0", "--yes", "-o", "ndjson")) {
      new Told(roll).await(Told.sending("RunUpgrade", ""));
      second.stop();
      Outcome broken = roll.await();
      PlainSwitchover.awaitWrites(load);
      Seen seen = load.stopAndVerify();

      broken
          .exits(5)
          .says(
              "PgBouncer 127.0.0.1:%d can't be reached: Connection refused); %s is serving, as it was"
                  .formatted(cluster.port(SecondPgbouncer.NAME), leader));
      assertEquals(leader, cluster.leader());
      assertFalse(new Console(cluster).holds());
      assertEquals(0, seen.writes().failed(), () -> seen + "\n" + broken);
      second.start();
      both.runs("roll", "--resume", "--retry-failed", "--yes").exits(0);
    }
    assertNotEquals(leader, cluster.leader());
  }
}
