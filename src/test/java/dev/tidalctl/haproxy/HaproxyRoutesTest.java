package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Impediment.Outlook;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every rule and mishap, against two scripted runtime APIs that answer in 2.6's columns. */
@Timeout(30)
final class HaproxyRoutesTest {
  private static final NodeName N1 = new NodeName("node-1");
  private static final NodeName N2 = new NodeName("node-2");
  private static final NodeName N3 = new NodeName("node-3");
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());
  private static final String DRAIN = "set server pg_read/n2 state drain";
  private static final String READY = "set server pg_read/n2 state ready";

  private final ScriptedHaproxy one = new ScriptedHaproxy();
  private final ScriptedHaproxy other = new ScriptedHaproxy();
  private final HaproxyRoutes routes = routes(false, one.endpoint(), other.endpoint());

  @AfterEach
  void end() throws IOException {
    one.close();
    other.close();
  }

  @Test
  void looksSumSessionsAndTellHealthFromOrders() {
    one.server("pg_read/n2").sessions = 3;
    other.server("pg_read/n2").sessions = 4;
    other.server("pg_write/n2").sessions = 1;
    one.server("pg_read/n3").operation = 0;

    View view = view();

    assertEquals(new Route(State.OPEN, OptionalInt.of(8), true), route(view, N2));
    assertEquals(new Route(State.OPEN, OptionalInt.of(0), false), route(view, N3));
    assertEquals(List.of(), view.complaints());
  }

  @Test
  void aDrainedServerThatIsDownStillShowsClosed() {
    for (ScriptedHaproxy each : List.of(one, other)) {
      each.server("pg_read/n2").admin = 8;
      each.server("pg_read/n2").operation = 0;
    }

    assertEquals(State.CLOSED, route(view(), N2).state());
  }

  @Test
  void closesAndOpensOnAll() {
    assertEquals(OK, routes.close(N2));
    assertEquals(State.CLOSED, route(view(), N2).state());
    assertEquals(OK, routes.closeAgain(N2));
    assertEquals(OK, routes.open(N2));
    assertEquals(OK, routes.open(N2));
    assertEquals(State.OPEN, route(view(), N2).state());

    assertEquals(List.of(DRAIN, READY), one.changes());
    assertEquals(List.of(DRAIN, READY), other.changes());
  }

  @Test
  void oneThatWasReloadedIsMixedAndClosedAgain() {
    routes.close(N2);
    other.server("pg_read/n2").admin = 0;

    View view = view();
    assertEquals(State.MIXED, route(view, N2).state());
    assertEquals(
        List.of(
            "HAProxies disagree on the reads of node-2: drained on %s, open on %s"
                .formatted(one.name(), other.name())),
        view.complaints());
    assertEquals(OK, routes.closeAgain(N2));
    assertEquals(List.of(DRAIN), one.changes());
    assertEquals(List.of(DRAIN, DRAIN), other.changes());
  }

  @Test
  void theLastServerOfAnyOfThemIsRefused() {
    other.server("pg_read/n3").operation = 0;

    assertEquals(
        "HAProxy "
            + other.name()
            + ": without n2 the backend pg_read has no server that is up. Bring another one up"
            + " there; or, if its frontend falls back to the primary, write 'readFallback:"
            + " acknowledged' under routing.haproxy",
        refused(Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING, routes.close(N2)));
    assertNothingChanged();
    assertEquals(OK, routes(true, one.endpoint(), other.endpoint()).close(N2));
  }

  @Test
  void aBackendThatRunsEmptyMeanwhileIsUndone() {
    other.instead(
        command -> {
          if (command.equals(DRAIN)) {
            other.server("pg_read/n3").operation = 0;
          }
          return ScriptedHaproxy.OBEY;
        });

    String why = refused(Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING, routes.close(N2));

    assertTrue(why.startsWith("HAProxy " + other.name()), why);
    assertEquals(State.OPEN, route(view(), N2).state());
    assertEquals(List.of(DRAIN, READY), one.changes());
  }

  @Test
  void whatSomebodyElseDrainedStaysSo() {
    other.server("pg_read/n2").admin = 8;

    assertEquals(
        "HAProxy %s: pg_read/n2 is drained by somebody else, and stays so. When they are done: send '%s' to %s"
            .formatted(other.name(), READY, other.name()),
        refused(Refusal.Code.HELD_BY_OTHER, routes.close(N2)));
    assertNothingChanged();
  }

  @Test
  void maintenanceAndWeightAreNotOpened() {
    one.server("pg_read/n2").admin = 8;
    other.server("pg_read/n2").admin = 1;
    assertTrue(refused(Refusal.Code.HELD_BY_OTHER, routes.open(N2)).contains("in maintenance"));

    other.server("pg_read/n2").admin = 0;
    other.server("pg_read/n2").weight = 0;
    assertTrue(
        refused(Refusal.Code.HELD_BY_OTHER, routes.open(N2)).contains("pg_read/n2 weight 100%"));
    assertNothingChanged();
  }

  @Test
  void oneThatDeclinesUndoesTheOther() {
    other.instead(
        command -> command.startsWith("set") ? "Permission denied\n\n" : ScriptedHaproxy.OBEY);

    assertEquals(
        "HAProxy %s answers '%s' with: Permission denied; its runtime API needs 'level admin'"
            .formatted(other.name(), DRAIN),
        refused(Refusal.Code.OTHER, routes.close(N2)));
    assertEquals(List.of(DRAIN, READY), one.changes());
  }

  @Test
  void oneThatNodsAndDoesNothingUndoesTheOther() {
    other.instead(command -> command.startsWith("set") ? "\n" : ScriptedHaproxy.OBEY);

    String why = refused(Refusal.Code.REVISION_CHANGED, routes.close(N2));

    assertTrue(why.endsWith("pg_read/n2 is open although it was told to drain"), why);
    assertEquals(List.of(DRAIN, READY), one.changes());
  }

  @Test
  void aLostAnswerIsUnknownAndUndoneWhereItCanBe() {
    other.instead(command -> command.equals(DRAIN) ? "" : ScriptedHaproxy.OBEY);

    String why = assertInstanceOf(Reply.Unknown.class, routes.close(N2)).why();

    assertTrue(why.startsWith("HAProxy " + other.name() + " did not answer"), why);
    assertTrue(why.endsWith("it is undone as far as can be seen"), why);
    assertEquals(List.of(DRAIN, READY), one.changes());
  }

  @Test
  void whatCannotBeUndoneIsUnknownAndNamesTheWay() {
    one.instead(command -> command.equals(READY) ? "" : ScriptedHaproxy.OBEY);
    other.instead(
        command -> command.startsWith("set") ? "Permission denied\n" : ScriptedHaproxy.OBEY);

    String why = assertInstanceOf(Reply.Unknown.class, routes.close(N2)).why();

    assertTrue(
        why.endsWith("node-2 may be drained on some HAProxies: '" + READY + "' opens it"), why);
  }

  @Test
  void oneThatIsAwayForbidsChangesAndMakesSessionsUnknown() throws IOException {
    other.close();

    View view = view();
    assertEquals(new Route(State.OPEN, OptionalInt.empty(), true), route(view, N2));
    assertTrue(
        view.unseen().getFirst().why().startsWith("HAProxy " + other.name() + " can't be reached"),
        view::toString);
    assertInstanceOf(Reply.Unreachable.class, routes.close(N2));
    assertInstanceOf(Reply.Unreachable.class, routes.open(N2));
    assertInstanceOf(Reply.Unreachable.class, routes.cut(N2));
    assertInstanceOf(Reply.Unreachable.class, routes.writesGoTo(N1));
    assertNothingChanged();
    one.close();
    assertInstanceOf(Reply.Unreachable.class, routes.look());
  }

  @Test
  void whatTheFileNamesAndHaproxyHasNotIsSaid() {
    other.remove("pg_read/n2");

    String complaint =
        "HAProxy %s: backend pg_read has no server n2 for node node-2, only n1, n3: see"
                .formatted(other.name())
            + " routing.haproxy.servers in the cluster file";
    assertEquals(complaint, view().complaints().getFirst());
    assertEquals(complaint, refused(Refusal.Code.OTHER, routes.close(N2)));
    other.remove("pg_read/n1");
    other.remove("pg_read/n3");
    assertEquals(
        "HAProxy %s has no backend pg_read with a server, only pg_write: see routing.haproxy in the cluster file"
            .formatted(other.name()),
        refused(Refusal.Code.OTHER, routes.open(N2)));
    assertNothingChanged();
  }

  @Test
  void cutsAClosedNodeOnly() {
    one.server("pg_read/n2").sessions = 2;
    refused(Refusal.Code.ILLEGAL_TRANSITION, routes.cut(N2));
    routes.close(N2);

    assertEquals(OK, routes.cut(N2));

    assertEquals(OptionalInt.of(0), route(view(), N2).sessions());
    assertEquals(
        List.of(
            DRAIN, "shutdown sessions server pg_read/n2", "shutdown sessions server pg_write/n2"),
        other.changes());
  }

  @Test
  void writesFollowTheLeader() {
    assertEquals(new Reply.Ok<>(true), routes.writesGoTo(N1));
    assertEquals(new Reply.Ok<>(false), routes.writesGoTo(N2));

    assertEquals(OK, routes.leaderMoved(N1, N2));

    assertEquals(new Reply.Ok<>(true), routes.writesGoTo(N2));
    assertEquals(
        List.of(
            "set server pg_write/n2 health up",
            "set server pg_write/n1 health down",
            "set server pg_read/n2 health down"),
        one.changes());
    other.server("pg_write/n1").operation = 2;
    assertEquals(new Reply.Ok<>(false), routes.writesGoTo(N2));
  }

  @Test
  void whoeverHasNotFoundOutIsToldThatANodeIsFit() {
    other.server("pg_read/n2").operation = 0;

    assertEquals(OK, routes.fitForReads(N2));

    assertEquals(List.of(), one.changes());
    assertEquals(List.of("set server pg_read/n2 health up"), other.changes());
    assertTrue(Objects.requireNonNull(view().routes().get(N2)).up());
  }

  @Test
  void aServerThatNoWritesReachIsSaid() {
    one.server("pg_write/n2").admin = 8;

    assertEquals(
        List.of(
            "HAProxy %s: pg_write/n2 is drained, so that writes would not follow leadership there"
                .formatted(one.name())),
        view().complaints());
  }

  @Test
  void mishapsOfALookAreBoundedAndSaid() {
    AtomicInteger turn = new AtomicInteger();
    List<String> answers = List.of("", "Unknown command.\n", "x".repeat(Exchange.LONGEST + 1), "");
    one.instead(command -> answers.get(turn.get()));

    long start = System.nanoTime();
    assertTrue(unseen(Outlook.UNREACHED).contains("did not answer"));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
    turn.set(1);
    assertTrue(unseen(Outlook.LASTS).contains("but: Unknown command."));
    turn.set(2);
    assertTrue(unseen(Outlook.UNREACHED).contains("more than 8 MiB"));
  }

  private String unseen(Outlook outlook) {
    Impediment unseen = view().unseen().getFirst();
    assertEquals(outlook, unseen.outlook());
    return unseen.why();
  }

  @Test
  void whereAllRefuseToShowTheirServersOneIsRefused() throws IOException {
    one.instead(command -> "Permission denied\n");
    other.close();

    String why = assertInstanceOf(Reply.Refused.class, routes.look()).refusal().detail();
    assertTrue(why.contains("but: Permission denied"), why);
  }

  @Test
  void whatIsNoSocketIsUnreachable() {
    HaproxyRoutes nowhere =
        routes(false, new HaproxyEndpoint.UnixSocket(Path.of("/nonexistent/haproxy.sock")));

    String why = assertInstanceOf(Reply.Unreachable.class, nowhere.look()).why();

    assertTrue(why.startsWith("HAProxy /nonexistent/haproxy.sock can't be reached"), why);
  }

  private void assertNothingChanged() {
    assertEquals(List.of(), one.changes());
    assertEquals(List.of(), other.changes());
  }

  private static Route route(View view, NodeName node) {
    return Objects.requireNonNull(view.routes().get(node));
  }

  private View view() {
    if (routes.look() instanceof Reply.Ok<View>(View view)) {
      return view;
    }
    throw new AssertionError(routes.look());
  }

  private static HaproxyRoutes routes(boolean fallback, HaproxyEndpoint... endpoints) {
    return new HaproxyRoutes(
        new ReadRouting.Haproxy(
            List.of(endpoints),
            Optional.empty(),
            "pg_read",
            Optional.of("pg_write"),
            Map.of("node-1", "n1", "node-2", "n2", "node-3", "n3"),
            fallback,
            new SessionPolicy(Duration.ofSeconds(1), SessionPolicy.Then.CUT)),
        System.getenv("PATH"));
  }

  private static String refused(Refusal.Code code, Reply<?> reply) {
    Refusal refusal = assertInstanceOf(Reply.Refused.class, reply, reply::toString).refusal();
    assertEquals(code, refusal.code());
    return refusal.detail();
  }
}
