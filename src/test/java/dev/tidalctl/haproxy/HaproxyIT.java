package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.traffic.ReadRoutes.Route;
import dev.tidalctl.traffic.ReadRoutes.State;
import dev.tidalctl.traffic.ReadRoutes.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two HAProxies 2.6, one spoken to by TCP and one by its socket, in front of three nodes. */
@Tag("debian")
@Timeout(300)
final class HaproxyIT {
  private static final NodeName N1 = new NodeName("n1");
  private static final NodeName N2 = new NodeName("n2");
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());

  private final StubNode n1 = new StubNode("n1");
  private final StubNode n2 = new StubNode("n2");
  private final StubNode n3 = new StubNode("n3");
  private RealHaproxy one;
  private RealHaproxy other;
  private HaproxyRoutes routes;

  @BeforeEach
  void start() throws Exception {
    n1.primary(true);
    n1.replica(false);
    one = new RealHaproxy(List.of(n1, n2, n3));
    other = new RealHaproxy(List.of(n1, n2, n3));
    routes = routes(false, one.tcp(), other.socket());
    until(
        "health checks settle",
        () -> !route(N1).up() && route(N2).up() && ok(routes.writesGoTo(N1)));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : List.of(routes, one, other, n1, n2, n3)) {
      each.close();
    }
  }

  @Test
  void aNodeIsDrainedUnderLoadWithoutAFailure() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Thread load =
        Thread.startVirtualThread(
            () -> {
              while (!ended.get()) {
                try (Client client = new Client(asked.get() % 2 == 0 ? one : other)) {
                  client.ask();
                  asked.incrementAndGet();
                } catch (IOException e) {
                  failed.incrementAndGet();
                }
              }
            });
    try (Client longer = clientOf("n2")) {
      assertEquals(OK, routes.close(N2));
      until("short sessions end", () -> route(N2).sessions().equals(OptionalInt.of(1)));
      int before = n2.served();
      int askedBefore = asked.get();
      until("many more ask", () -> asked.get() > askedBefore + 50);
      assertEquals(before, n2.served());
      assertEquals("n2", longer.ask());
      assertEquals(State.CLOSED, route(N2).state());
    }
    until("the last session ends", () -> route(N2).sessions().equals(OptionalInt.of(0)));

    assertEquals(OK, routes.open(N2));
    int before = n2.served();
    until("it is asked again", () -> n2.served() > before);
    ended.set(true);
    load.join();
    assertEquals(0, failed.get());
  }

  @Test
  void aReloadForgetsAndThatShowsUntilItIsClosedAgain() throws Exception {
    assertEquals(OK, routes.close(N2));

    other.reload();

    View view = ok(routes.look());
    assertEquals(State.MIXED, route(N2).state());
    assertTrue(
        view.complaints().getFirst().startsWith("HAProxies disagree on the reads of n2: drained"),
        () -> view.complaints().toString());
    until("health is known", () -> route(N2).up());
    assertEquals(OK, routes.closeAgain(N2));
    assertEquals(State.CLOSED, route(N2).state());
    one.reload();
    other.reload();
    assertEquals(State.OPEN, route(N2).state());
  }

  @Test
  void whatSomebodyElseDrainedOnOneIsNotDrainedOnTheOther() {
    other.say("set server pg_read/n2 state drain");

    String why = refused(Refusal.Code.HELD_BY_OTHER, routes.close(N2));

    assertTrue(why.contains("/sock: pg_read/n2 is drained by somebody else"), why);
    assertEquals(State.MIXED, route(N2).state());
  }

  @Test
  void theLastServerStays() throws Exception {
    n3.replica(false);
    until("n3 is down", () -> !route(new NodeName("n3")).up());

    String why = refused(Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING, routes.close(N2));

    assertTrue(why.contains("without n2 the backend pg_read has no server that is up"), why);
    assertEquals(State.OPEN, route(N2).state());
    try (HaproxyRoutes fallback = routes(true, one.tcp(), other.socket())) {
      assertEquals(OK, fallback.close(N2));
    }
  }

  @Test
  void sessionsAreCut() throws Exception {
    try (Client longer = clientOf("n2")) {
      assertEquals(
          Refusal.Code.ILLEGAL_TRANSITION,
          assertInstanceOf(Reply.Refused.class, routes.cut(N2)).refusal().code());
      assertEquals(OK, routes.close(N2));
      assertEquals(OptionalInt.of(1), route(N2).sessions());
      assertEquals(OK, routes.cut(N2));
      until("the session ends", () -> route(N2).sessions().equals(OptionalInt.of(0)));
      assertEquals("nobody", longer.ask());
    }
  }

  @Test
  void writesFollowBeforeAHealthCheckFindsOut() throws Exception {
    n1.primary(false);
    n2.primary(true);
    long start = System.nanoTime();

    assertEquals(OK, routes.leaderMoved(N1, N2));

    assertTrue(ok(routes.writesGoTo(N2)));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println("writes follow in " + millis + " ms");
    for (RealHaproxy each : List.of(one, other)) {
      try (Client client = new Client(each.writes())) {
        assertEquals("n2", client.ask());
      }
    }
  }

  @Test
  void maintenanceIsNotOurs() {
    one.say("set server pg_read/n2 state maint");

    String why = refused(Refusal.Code.HELD_BY_OTHER, routes.open(N2));

    assertTrue(why.contains("pg_read/n2 is in maintenance by somebody else"), why);
    assertEquals(State.MIXED, route(N2).state());
    one.say("set server pg_read/n2 state ready");
    one.say("set server pg_read/n2 weight 0");
    assertTrue(refused(Refusal.Code.HELD_BY_OTHER, routes.close(N2)).contains("of weight 0"));
  }

  @Test
  void oneThatIsAwayForbidsChanges() throws Exception {
    other.close();

    String why = assertInstanceOf(Reply.Unreachable.class, routes.close(N2)).why();

    assertTrue(why.contains("/sock can't be reached"), why);
    assertEquals(State.OPEN, route(N2).state());
    assertEquals(OptionalInt.empty(), route(N2).sessions());
  }

  /** A session that HAProxy gave to the node with this name. */
  private Client clientOf(String name) throws IOException {
    while (true) {
      Client client = new Client(one);
      if (client.ask().equals(name)) {
        return client;
      }
      client.close();
    }
  }

  private Route route(NodeName node) {
    return Objects.requireNonNull(ok(routes.look()).routes().get(node));
  }

  private static HaproxyRoutes routes(boolean fallback, HaproxyEndpoint... endpoints) {
    return new HaproxyRoutes(
        new ReadRouting.Haproxy(
            List.of(endpoints),
            Optional.empty(),
            "pg_read",
            Optional.of("pg_write"),
            Map.of("n1", "n1", "n2", "n2", "n3", "n3"),
            fallback,
            new SessionPolicy(Duration.ofSeconds(1), SessionPolicy.Then.CUT)),
        System.getenv("PATH"));
  }

  private static void until(String what, Callable<Boolean> isSo) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isSo.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within a minute: " + what);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError(reply);
  }

  private static String refused(Refusal.Code code, Reply<?> reply) {
    Refusal refusal = assertInstanceOf(Reply.Refused.class, reply, reply::toString).refusal();
    assertEquals(code, refusal.code());
    return refusal.detail();
  }
}
