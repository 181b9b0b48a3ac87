package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.traffic.WriteGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** New connections for writes wait in a HAProxy 2.6 while leadership moves. */
@Tag("debian")
@Timeout(60)
final class WriteQueueIT {
  private static final NodeName N1 = new NodeName("n1");
  private static final NodeName N2 = new NodeName("n2");
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());
  private static final int LONG_ENOUGH_MILLIS = 300;

  /** Writes flow again within 2 s of the tool's death. */
  private static final long TWICE_THE_CLAIM = 4000;

  private final StubNode n1 = new StubNode("n1");
  private final StubNode n2 = new StubNode("n2");
  private final StubNode n3 = new StubNode("n3");
  private final List<AutoCloseable> toClose = new ArrayList<>(List.of(n1, n2, n3));
  private RealHaproxy proxy;
  private HaproxyRoutes routes;

  @BeforeEach
  void start() throws Exception {
    n1.primary(true);
    n1.replica(false);
    proxy = new RealHaproxy(List.of(n1, n2, n3));
    routes = routes(proxy.socket());
    toClose.addFirst(proxy);
    until("writes go to n1", () -> routes.writesGoTo(N1).equals(new Reply.Ok<>(true)));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
  }

  @Test
  void newOnesWaitWhileTheLeaderHangsUpAndGoToTheNextOne() throws Exception {
    Client before = writer();
    assertEquals("n1", before.ask());
    WriteGate.Held held = ok(routes.queueWrites(N1));
    assertEquals("n1", before.ask(), "who is there stays");

    n1.hangUp();
    assertEquals("nobody", before.ask());
    before.close();
    List<Client> after = List.of(writer().asking(), writer().asking(), writer().asking());
    for (Client each : after) {
      assertTrue(each.waits(LONG_ENOUGH_MILLIS));
    }
    assertEquals(OK, routes.leaderMoved(N1, N2));
    for (Client each : after) {
      assertEquals("n2", each.answer());
    }
    assertEquals(OK, held.release());
    assertEquals(OptionalInt.empty(), limit());
    assertEquals("n2", writer().ask());
  }

  @Test
  void releasedWithoutAMoveTheyGoWhereTheyWereMeantTo() throws Exception {
    proxy.say("set maxconn server pg_write/n1 20");
    assertEquals("n1", writer().ask());
    WriteGate.Held held = ok(routes.queueWrites(N1));
    List<Client> after = List.of(writer().asking(), writer().asking());
    assertTrue(after.getFirst().waits(LONG_ENOUGH_MILLIS));

    assertEquals(OK, held.release());
    for (Client each : after) {
      assertEquals("n1", each.answer());
    }
    assertEquals(OptionalInt.of(20), limit());
    assertEquals(OK, held.release());
  }

  @Test
  void whereNobodyWritesNothingIsHeld() throws Exception {
    WriteGate.Held held = ok(routes.queueWrites(N1));

    assertEquals(OptionalInt.empty(), limit());
    assertEquals("n1", writer().ask());
    assertEquals(OK, held.release());
  }

  @Test
  void aKilledToolHasThemWaitForLessThanTwoSeconds() throws Exception {
    assertEquals("n1", writer().ask());
    letsThemGo(QueueCaller.start(proxy.tcp()));
  }

  @Test
  void aKilledToolThatSpokeTlsDoesSoToo(@TempDir Path folder) throws Exception {
    assertEquals("n1", writer().ask());
    Certificates certificates = new Certificates(folder);
    letsThemGo(
        QueueCaller.start(
            proxy.secured(),
            certificates.file("ca.pem"),
            certificates.file("client.pem"),
            certificates.file("client.key")));
  }

  private void letsThemGo(Process tool) throws Exception {
    try {
      String said = tool.inputReader().readLine();
      assertTrue(said.startsWith("Ok[value=Plugged"), said);
      List<Client> after = List.of(writer().asking(), writer().asking());
      assertTrue(after.getLast().waits(LONG_ENOUGH_MILLIS));

      long killed = System.nanoTime();
      tool.destroyForcibly();
      for (Client each : after) {
        assertEquals("n1", each.answer());
      }

      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
      System.out.println("writes again after kill -9 with a queue held: " + millis + " ms");
      assertTrue(millis < TWICE_THE_CLAIM, () -> millis + " ms");
      until("the limit is gone", () -> limit().isEmpty());
    } finally {
      tool.destroyForcibly();
    }
  }

  @Test
  void whatDiedTogetherWithItsGuardIsUndone() throws Exception {
    assertEquals("n1", writer().ask());
    proxy.say("set maxconn server pg_write/n1 1");
    Client waiting = writer().asking();
    assertTrue(waiting.waits(LONG_ENOUGH_MILLIS));

    assertEquals(OK, routes.admitWrites(N1));
    assertEquals("n1", waiting.answer());
    assertEquals(OptionalInt.empty(), limit());
  }

  private Client writer() throws Exception {
    Client client = new Client(proxy.writes());
    toClose.addFirst(client);
    return client;
  }

  private OptionalInt limit() {
    return ok(Seen.look(new RuntimeApi(proxy.tcp(), Optional.empty())))
        .server("pg_write", "n1")
        .orElseThrow()
        .limit();
  }

  private static HaproxyRoutes routes(HaproxyEndpoint endpoint) {
    return new HaproxyRoutes(
        new ReadRouting.Haproxy(
            List.of(endpoint),
            Optional.empty(),
            "pg_read",
            Optional.of("pg_write"),
            Map.of("n1", "n1", "n2", "n2", "n3", "n3"),
            false,
            new SessionPolicy(Duration.ofSeconds(1), SessionPolicy.Then.CUT)),
        System.getenv("PATH"));
  }

  private static void until(String what, Callable<Boolean> isSo) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!isSo.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within 20 s: " + what);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError(reply);
  }
}
