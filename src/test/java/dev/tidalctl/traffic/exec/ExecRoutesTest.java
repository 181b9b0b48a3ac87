package dev.tidalctl.traffic.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Placeholder;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.traffic.ReadRoutes.Route;
import dev.tidalctl.traffic.ReadRoutes.State;
import dev.tidalctl.traffic.ReadRoutes.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands, each a script of the test that keeps its state in files. */
@Timeout(30)
final class ExecRoutesTest {
  private static final NodeName N1 = new NodeName("n1");
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());
  private static final String CHECK = "[ ! -e \"$1.closed\" ]";

  @TempDir private Path folder;

  @Test
  void closesAndOpensAsCheckSays() throws IOException {
    ExecRoutes routes = routes("touch \"$1.closed\"", "rm \"$1.closed\"", CHECK);

    assertEquals(new Route(State.OPEN, OptionalInt.empty(), true), route(routes));
    assertEquals(OK, routes.close(N1));
    assertEquals(State.CLOSED, route(routes).state());
    assertTrue(refused(Refusal.Code.HELD_BY_OTHER, routes.close(N1)).contains("somebody else"));
    assertEquals(OK, routes.closeAgain(N1));
    assertEquals(OK, routes.open(N1));
    assertEquals(OK, routes.open(N1));
    assertEquals(State.OPEN, route(routes).state());
  }

  @Test
  void wordsAreNoShellsAndVariablesSayTheSame() throws IOException {
    ExecRoutes routes =
        routes(
            "printf '%s|' \"$1\" \"$2\" \"$TIDALCTL_HOST\" \"$TIDALCTL_VERSION\" > said; touch"
                + " n1.closed",
            "", CHECK);

    assertEquals(OK, routes.close(N1));

    assertEquals("n1|$(id) db 1|db 1|15.9|", Files.readString(folder.resolve("said")));
  }

  @Test
  void aCommandThatFailsButDidItCounts() {
    assertEquals(OK, routes("touch \"$1.closed\"; exit 9", "", CHECK).close(N1));
  }

  @Test
  void aCommandThatDidNothingIsRefusedInItsWords() {
    assertEquals(
        "routing.exec.drain for n1 ended with exit status 4: no such pool; then routing.exec.check"
            + " for n1 ended with exit status 0, so that it still has reads",
        refused(Refusal.Code.OTHER, routes("echo no such pool >&2; exit 4", "", CHECK).close(N1)));
  }

  @Test
  void aClosingThatItsCheckDeniesIsUndone() {
    ExecRoutes routes = routes("touch \"$1.shut\"", "rm \"$1.shut\"", "true");

    assertEquals(
        "routing.exec.drain for n1 ended with exit status 0; then routing.exec.check for n1 ended"
            + " with exit status 0, so that it still has reads; to be sure of them,"
            + " routing.exec.enable for n1 ended with exit status 0",
        refused(Refusal.Code.OTHER, routes.close(N1)));

    assertFalse(Files.exists(folder.resolve("n1.shut")));
  }

  @Test
  void aClosingThatCannotBeUndoneMayBeInForce() {
    ExecRoutes routes = routes("touch \"$1.shut\"", "exit 7", "true");

    String why = assertInstanceOf(Reply.Unknown.class, routes.close(N1)).why();

    assertTrue(why.endsWith("routing.exec.enable for n1 ended with exit status 7"), why);
  }

  @Test
  void itsWordsMoveNoCursor() {
    String printing = "printf 'no\\302\\2332Jsuch\\342\\200\\256pool' >&2; exit 4";

    String why = refused(Refusal.Code.OTHER, routes(printing, "", CHECK).close(N1));

    assertTrue(why.contains("exit status 4: no 2Jsuch pool; then"), why);
  }

  @Test
  void aCommandThatDoesNotEndIsUnknownAndKilled() {
    ExecRoutes routes = routes("sleep 60 & wait", "", CHECK);

    String why = assertInstanceOf(Reply.Unknown.class, routes.close(N1)).why();

    assertTrue(why.startsWith("routing.exec.drain for n1 did not end within 1 s"), why);
  }

  @Test
  void aCheckThatKnowsNothingForbidsChanges() {
    ExecRoutes routes = routes("touch \"$1.closed\"", "", "echo lost >&2; exit 7");

    assertEquals(
        "nothing was changed: routing.exec.check for n1 ended with exit status 7: lost",
        assertInstanceOf(Reply.Unreachable.class, routes.close(N1)).why());
    assertEquals(
        List.of("routing.exec.check for n1 ended with exit status 7: lost"),
        view(routes).complaints());
    assertEquals(State.MIXED, route(routes).state());
  }

  @Test
  void aLookDoesNotAskEveryTime() throws IOException {
    ExecRoutes routes = routes("", "", "echo x >> asked");
    view(routes);
    view(routes);

    assertEquals("x\n", Files.readString(folder.resolve("asked")));
  }

  @Test
  void cuttingIsNotSupportedAndWritesAreNobodysBusiness() {
    ExecRoutes routes = routes("", "", CHECK);

    refused(Refusal.Code.UNSUPPORTED, routes.cut(N1));
    assertEquals(OK, routes.leaderMoved(N1, N1));
    assertEquals(new Reply.Ok<>(true), routes.writesGoTo(N1));
  }

  @Test
  void withoutRoutingNothingIsPromised() {
    Unrouted none = new Unrouted();

    assertEquals(
        new Reply.Ok<>(new View(Map.of(), List.of(), List.of(Unrouted.NOT_PROMISED))), none.look());
    assertEquals(OK, none.close(N1));
    assertEquals(OK, none.open(N1));
    refused(Refusal.Code.UNSUPPORTED, none.cut(N1));
  }

  private ExecRoutes routes(String drain, String enable, String check) {
    return new ExecRoutes(
        List.of(
            new NodeSpec("n1", OptionalInt.empty(), Optional.empty(), "db 1", Optional.empty())),
        new ReadRouting.Exec(script(drain), script(enable), script(check)),
        Map.of(Placeholder.VERSION, "15.9"),
        System.getenv(),
        Duration.ofSeconds(1));
  }

  private CommandTemplate script(String text) {
    return new CommandTemplate(
        List.of("sh", "-c", "cd " + folder + "\n" + text, "sh", "{node}", "$(id) {host}"));
  }

  private static Route route(ExecRoutes routes) {
    return Objects.requireNonNull(view(routes).routes().get(N1));
  }

  private static View view(ExecRoutes routes) {
    if (routes.look() instanceof Reply.Ok<View>(View view)) {
      return view;
    }
    throw new AssertionError();
  }

  private static String refused(Refusal.Code code, Reply<?> reply) {
    Refusal refusal = assertInstanceOf(Reply.Refused.class, reply, reply::toString).refusal();
    assertEquals(code, refusal.code());
    return refusal.detail();
  }
}
