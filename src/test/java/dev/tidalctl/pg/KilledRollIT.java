package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.pg.PostgresLoad.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The tool is killed at its worst moments, and gone on with, under load. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KilledRollIT {
  private static final Duration WRITES_FLOW = Duration.ofSeconds(2);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** In the order in which a roll comes to them. */
  private static final List<Predicate<JsonNode>> PHASES =
      List.of(
          Told.event("GatePassed"),
          Told.sending("ChangeRouting", "routing draining"),
          Told.sending("ChangeRouting", "routing drained"),
          Told.sending("RunUpgrade", ""),
          Told.entering("Rejoining"),
          Told.sending("AppendHeartbeat", ""),
          Told.sending("ChangeRouting", "routing serving"),
          Told.sending("MoveLeadership", ""),
          Told.event("LeadershipMoved"));

  private static RealPostgres cluster;
  private static Operator here;
  private static Operator elsewhere;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    here = new Operator(cluster, "ann");
    elsewhere = new Operator(cluster, "ben");
  }

  @AfterAll
  static void down() throws Exception {
    here.close();
    elsewhere.close();
    cluster.close();
  }

  @BeforeEach
  void inHealth() throws Exception {
    cluster.pg("settle");
  }

  @Test
  @Order(1)
  void writesFlowAgainWhenItIsKilledWhileItHoldsThem() throws Exception {
    String leader = cluster.leader();
    try (PostgresLoad load = PostgresLoad.start(cluster);
        Console.Watch console = new Console(cluster).watch();
        Connection slow = cluster.connect(cluster.port("pgbouncer"), LIMIT);
        Statement statement = slow.createStatement()) {
      // For as long as this is open, writes are held and leadership has not been asked to move.
      slow.setAutoCommit(false);
      statement.execute("SELECT 1");
      try (Launched roll = here.roll("1.1.0", "--only", leader)) {
        console.await(true);
        roll.killAlone().await();
      }
      Duration took = untilAWrite(load);
      slow.commit();
      assertTrue(took.compareTo(WRITES_FLOW) < 0, () -> "no write for " + took);
      assertEquals(leader, cluster.leader());
      Figures.note("writes after kill -9 while they were held", took);

      here.resume().await().exits(0);

      load.stopAndVerify();
    }
    assertEquals(List.of(leader + " 1.1.0"), here.commands());
  }

  /** How long until the next write is acknowledged. */
  private static Duration untilAWrite(PostgresLoad load) throws InterruptedException {
    long before = load.seen().writes().ok();
    long start = System.nanoTime();
    while (load.seen().writes().ok() == before) {
      assertTrue(System.nanoTime() - start < LIMIT.toNanos(), "no writes any more");
      Thread.sleep(1);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  @Order(2)
  void goesOnFromTheSameStateFolder() throws Exception {
    killedInEachPhase("2.0.0", here, here);
  }

  @Test
  @Order(3)
  void goesOnFromAnotherStateFolder() throws Exception {
    killedInEachPhase("3.0.0", here, elsewhere);
  }

  private static void killedInEachPhase(String version, Operator first, Operator second)
      throws Exception {
    try (PostgresLoad load = PostgresLoad.start(cluster)) {
      for (int phase = 0; phase < PHASES.size(); phase++) {
        Operator operator = phase % 2 == 0 ? first : second;
        try (Launched roll = phase == 0 ? operator.roll(version) : operator.resume()) {
          JsonNode event = new Told(roll).await(PHASES.get(phase));
          if (event.path("effect").asText().equals("RunUpgrade")) {
            awaitCommand(operator, event.path("node").asText() + " " + version);
          }
          roll.killAlone().await();
          if (first != second && event.path("effect").asText().equals("RunUpgrade")) {
            // Who has another state folder sees what came of the command by the node alone.
            awaitVersion(event.path("node").asText(), version);
          }
        }
      }
      Outcome last = (PHASES.size() % 2 == 0 ? first : second).resume().await().exits(0);

      JsonNode report = Told.report(last);
      assertEquals("complete", report.path("outcome").asText(), report::toPrettyString);
      Seen seen = load.stopAndVerify();
      Figures.add("killed in " + PHASES.size() + " phases, " + version, seen, Duration.ZERO);
    }
    assertEquals(
        cluster.nodes().stream().map(node -> node + " " + version).toList(),
        first.commands().stream().filter(line -> line.endsWith(" " + version)).sorted().toList());
  }

  private static void awaitVersion(String node, String version) throws Exception {
    URI patroni = URI.create("http://127.0.0.1:" + cluster.port(node + "_rest") + "/patroni");
    long until = System.nanoTime() + LIMIT.toNanos();
    String said = "";
    while (!said.contains("\"version\": \"" + version + "\"") || !said.contains("\"running\"")) {
      assertTrue(System.nanoTime() < until, () -> node + " never ran " + version);
      Thread.sleep(50);
      try (InputStream answer = patroni.toURL().openStream()) {
        said = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException restarting) {
        said = "";
      }
    }
  }

  private static void awaitCommand(Operator operator, String command) throws Exception {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!operator.commands().contains(command)) {
      assertTrue(System.nanoTime() < until, () -> "never ran: " + command);
      Thread.sleep(5);
    }
  }
}
