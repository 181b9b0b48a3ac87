package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.traffic.WriteGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two HAProxies are told when writes are to wait, and what is left alone. */
@Timeout(30)
final class QueueingTest {
  private static final NodeName N1 = new NodeName("n1");
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());
  private static final String LIMIT = "set maxconn server pg_write/n1 ";

  private final ScriptedHaproxy one = new ScriptedHaproxy();
  private final ScriptedHaproxy other = new ScriptedHaproxy();
  private final List<Socket> entered = new CopyOnWriteArrayList<>();
  private final HaproxyRoutes routes =
      new HaproxyRoutes(
          new ReadRouting.Haproxy(
              List.of(one.endpoint(), other.endpoint()),
              Optional.empty(),
              "pg_read",
              Optional.of("pg_write"),
              Map.of("n1", "n1", "n2", "n2", "n3", "n3"),
              false,
              new SessionPolicy(Duration.ofSeconds(1), SessionPolicy.Then.CUT)),
          System.getenv("PATH"));
  private ServerSocket entrance;

  @BeforeEach
  void open() throws IOException {
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(
        () -> {
          while (!entrance.isClosed()) {
            try {
              entered.add(entrance.accept());
            } catch (IOException closed) {
              return;
            }
          }
        });
    one.instead(command -> sessions(command, "n1"));
    other.instead(command -> command.startsWith("show sess") ? "\n" : ScriptedHaproxy.OBEY);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket each : entered) {
      each.close();
    }
    entrance.close();
    one.close();
    other.close();
  }

  @Test
  void holdsWhereClientsAreAndNowhereElse() throws Exception {
    WriteGate.Held held = held(routes.queueWrites(N1));

    assertEquals(List.of(LIMIT + 1), one.changes());
    assertEquals(List.of(), other.changes());
    assertEquals(1, entered.size());

    assertEquals(OK, held.release());
    assertEquals(List.of(LIMIT + 1, LIMIT + 1_000_000, LIMIT + 0), one.changes());
    assertEquals(-1, entered.getFirst().getInputStream().read(), "our own connection is ended");
    assertEquals(Optional.empty(), held.lapsed());
  }

  @Test
  void aLimitOfTheServersOwnIsGivenBack() {
    one.server("pg_write/n1").limit = 100;

    assertEquals(OK, held(routes.queueWrites(N1)).release());
    assertEquals(List.of(LIMIT + 1, LIMIT + 100), one.changes());
  }

  @Test
  void withoutAPlugNothingIsHeld() throws Exception {
    one.instead(command -> sessions(command, "n2"));

    assertEquals(OK, held(routes.queueWrites(N1)).release());
    assertEquals(List.of(), one.changes());

    one.instead(
        command ->
            command.equals("show sess") ? session("0xc1", 1, "n1") : sessions(command, "n1"));
    assertEquals(OK, held(routes.queueWrites(N1)).release());
    assertEquals(List.of(), one.changes());
    assertEquals(-1, entered.getFirst().getInputStream().read());
  }

  @Test
  void whereTheLeaderIsNotAloneNothingIsHeld() {
    one.server("pg_write/n2").operation = 2;

    held(routes.queueWrites(N1));
    assertEquals(List.of(), one.changes());
    assertEquals(List.of(), entered);
  }

  @Test
  void whenOneIsAwayNothingIsHeld() throws Exception {
    other.close();

    assertInstanceOf(Reply.Unreachable.class, routes.queueWrites(N1));
    assertEquals(List.of(), one.changes());
  }

  @Test
  void aPredecessorsLimitIsUndoneAsTheOtherServersHaveIt() {
    one.server("pg_write/n1").limit = 1;
    other.server("pg_write/n1").limit = 1;
    for (String name : List.of("n2", "n3")) {
      other.server("pg_write/" + name).limit = 100;
    }

    assertEquals(OK, routes.admitWrites(N1));
    assertEquals(List.of(LIMIT + 1_000_000, LIMIT + 0), one.changes());
    assertEquals(List.of(LIMIT + 100), other.changes());

    assertEquals(OK, routes.admitWrites(N1));
    assertEquals(1, other.changes().size(), "what is not limited to one is nobody's leftover");
  }

  /** As HAProxy shows sessions: a client's, and those that came in, all on that server. */
  private String sessions(String command, String server) {
    if (command.equals("show sess")) {
      StringBuilder words = new StringBuilder(session("0xc1", 1, server));
      for (Socket each : entered) {
        words.append(session("0xc2", each.getPort(), server));
      }
      return words.append('\n').toString();
    }
    if (command.equals("show sess 0xc1")) {
      return """
      0xc1: [23/Nov/2026:04:57:37.214187] id=1 proto=tcpv4 source=127.0.0.1:1
        frontend=write (id=2 mode=tcp), listener=? (id=1) addr=127.0.0.1:%d
        backend=pg_write (id=3 mode=tcp) addr=127.0.0.1:44704

      """
          .formatted(entrance.getLocalPort());
    }
    assertTrue(!command.startsWith("show sess"), command);
    return ScriptedHaproxy.OBEY;
  }

  private static String session(String id, int port, String server) {
    return "%s: proto=tcpv4 src=127.0.0.1:%d fe=write be=pg_write srv=%s ts=00 epoch=0 age=0s%n"
        .formatted(id, port, server);
  }

  private static WriteGate.Held held(Reply<WriteGate.Held> reply) {
    if (reply instanceof Reply.Ok<WriteGate.Held>(WriteGate.Held held)) {
      return held;
    }
    throw new AssertionError(reply);
  }
}
