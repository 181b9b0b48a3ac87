package dev.tidalctl.pgbouncer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.WriteGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule and mishap, against a scripted psql, with the real guard process. */
@Timeout(60)
final class PgbouncerGateTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Reply<Done> OK = new Reply.Ok<>(new Done());

  @TempDir private Path folder;
  private ScriptedPsql psql;

  @BeforeEach
  void script() throws IOException {
    psql = new ScriptedPsql(folder);
  }

  @Test
  void holdsAllAndLetsAllGo() throws Exception {
    WriteGate gate = psql.gate(LONG, 1, 2);
    assertEquals(new Reply.Ok<>(new WriteGate.View(List.of(), List.of())), gate.look());

    WriteGate.Held held = ok(gate.hold());

    assertTrue(psql.is("1.paused") && psql.is("2.paused"));
    assertEquals(
        List.of(
            "PgBouncer 127.0.0.1:1 holds the queries to app (paused=1); to let them go: psql -h"
                + " 127.0.0.1 -p 1 -U ops pgbouncer -c 'RESUME \"app\"'",
            "PgBouncer 127.0.0.1:2 holds the queries to app (paused=1); to let them go: psql -h"
                + " 127.0.0.1 -p 2 -U ops pgbouncer -c 'RESUME \"app\"'"),
        ok(gate.look()).held());
    assertEquals(OK, held.release());
    assertEquals(OK, held.release());
    assertFalse(psql.is("1.paused") || psql.is("2.paused"));
    assertEquals(Optional.empty(), held.lapsed());
  }

  @Test
  void thePasswordIsInNoArgumentNoVariableAndNoFileThatStays() throws Exception {
    ok(psql.gate(LONG, 1).hold()).release();

    assertTrue(psql.said("password").startsWith("*:*:*:*:can\\:ary\\\\1\n"));
    for (String file : List.of("argv", "environment")) {
      assertFalse(psql.said(file).isEmpty());
      assertFalse(psql.said(file).contains("ary"), file);
    }
    assertFalse(psql.said("environment").contains("PGHOST"));
    assertFalse(psql.said("environment").contains("PGOPTIONS"));
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertEquals(
          List.of(), left.map(Path::toString).filter(name -> name.endsWith(".pgpass")).toList());
    }
  }

  @Test
  void psqlAndTheGuardsTrustWhomTheFileNames() throws Exception {
    Tls tls = new Certificates(folder).showing("client");
    WriteGate gate = gate("localhost", Optional.of(tls));

    WriteGate.Held held = ok(gate.hold());

    String variables =
        "PGSSLMODE=verify-full PGSSLCERT=%s/client.pem PGSSLKEY=%s/client.key PGSSLROOTCERT=%s/ca.pem"
            .replace("%s", folder.toString());
    assertEquals(
        List.of(
            "PgBouncer localhost:1 holds the queries to app (paused=1); to let them go: env -u"
                + " PGSERVICE "
                + variables
                + " psql -h localhost -p 1 -U ops pgbouncer -c 'RESUME \"app\"'"),
        ok(gate.look()).held());
    assertEquals(OK, held.release());
    assertEquals(
        Stream.concat(Stream.of("PGGSSENCMODE=disable"), Stream.of(variables.split(" ")))
            .sorted()
            .toList(),
        psql.said("environment")
            .lines()
            .filter(line -> line.matches("PG(SSL|GSS|REQUIRE).*"))
            .distinct()
            .sorted()
            .toList());
    assertTrue(psql.said("changes").contains("PAUSE"));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Tls tls = new Certificates(folder).showing("client");
    Path key = folder.resolve("client.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertEquals(
        "PgBouncer 127.0.0.1:1 was not asked: the private key "
            + key
            + " can be read by others than its owner (rw-r--r--); to mend that: chmod 600 "
            + key,
        assertInstanceOf(Reply.Unreachable.class, gate("127.0.0.1", Optional.of(tls)).look())
            .why());
    assertEquals("", psql.said("argv"));
  }

  @ParameterizedTest
  @CsvSource({"lb-1, true", "10.0.0.1, true", "localhost, false", "::1, false"})
  void noOtherMachineGetsThePasswordInClear(String host, boolean far) throws Exception {
    ok(gate(host, Optional.empty()).look());

    assertEquals(far, psql.said("environment").contains("PGREQUIREAUTH=!password\n"));
    assertTrue(psql.said("environment").contains("PGSSLMODE=disable\n"));
  }

  private WriteGate gate(String host, Optional<Tls> tls) {
    return new PgbouncerGate(ScriptedPsql.spec(LONG, host, tls, 1), psql.environment());
  }

  @Test
  void oneThatDeclinesLetsAllGo() throws Exception {
    psql.set("2.declines");

    assertEquals(
        "PgBouncer 127.0.0.1:2 declined: ERROR: admin access needed; writes were let go everywhere",
        refused(Refusal.Code.OTHER, psql.gate(LONG, 1, 2).hold()));
    assertFalse(psql.is("1.paused"));
  }

  @Test
  void oneThatDoesNotEndLetsAllGo() throws Exception {
    psql.set("2.slow");

    String why = refused(Refusal.Code.OTHER, psql.gate(Duration.ofSeconds(2), 1, 2).hold());

    assertEquals(
        "PgBouncer 127.0.0.1:2 did not answer within 1500 ms: PAUSE of app waits for a transaction"
            + " that runs longer; SHOW SERVERS tells whose; writes were let go everywhere",
        why);
    assertFalse(psql.is("1.paused") || psql.is("2.paused"));
  }

  @Test
  void whatSomebodyElseHoldsStaysHeld() throws Exception {
    psql.set("2.paused");

    String why = refused(Refusal.Code.HELD_BY_OTHER, psql.gate(LONG, 1, 2).hold());

    assertTrue(why.startsWith("PgBouncer 127.0.0.1:2 holds the queries to app"), why);
    assertEquals("", psql.said("changes"));
    assertEquals(OK, psql.gate(LONG, 1, 2).letGo());
    assertFalse(psql.is("2.paused"));
  }

  @Test
  void whatCannotBeHeldIsRefused() throws Exception {
    psql.set("1.session");
    psql.set("2.batch");

    assertEquals(
        "PgBouncer 127.0.0.1:1 pools app by session: a PAUSE would wait until the last client has"
            + " left. Set pool_mode = transaction for it; PgBouncer 127.0.0.1:2 pools app by"
            + " session for the user batch: a PAUSE would wait until the last client has left. Set"
            + " pool_mode = transaction for them",
        refused(Refusal.Code.UNSUPPORTED, psql.gate(LONG, 1, 2).hold()));
    assertEquals("", psql.said("changes"));
  }

  @Test
  void oneThatIsAwayIsUnreachableAndNothingIsHeld() throws Exception {
    psql.set("2.away");

    assertEquals(
        "PgBouncer 127.0.0.1:2 can't be reached: Connection refused",
        assertInstanceOf(Reply.Unreachable.class, psql.gate(LONG, 1, 2).hold()).why());
    assertEquals("", psql.said("changes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "a  canary of  two  blanks each"})
  void aPasswordThatIsEchoedIsNotRepeated(String password) throws Exception {
    psql.set("1.wrong");
    Map<String, String> environment = psql.environment();
    environment.put("PW", password);

    String why =
        assertInstanceOf(
                Reply.Unreachable.class,
                new PgbouncerGate(ScriptedPsql.spec(LONG, 1), environment).look())
            .why();

    assertTrue(why.endsWith("authentication failed, not ********"), why);
    assertEquals(
        ("*:*:*:*:" + password + "\n").repeat(2), psql.said("password"), "it is read anew once");
  }

  @Test
  void withoutPsqlOrPasswordNobodyIsAsked() {
    PgbouncerGate lost = new PgbouncerGate(ScriptedPsql.spec(LONG, 1), Map.of("PATH", "/empty"));
    assertTrue(
        assertInstanceOf(Reply.Unreachable.class, lost.look()).why().contains("no program psql"));

    PgbouncerGate mute = new PgbouncerGate(ScriptedPsql.spec(LONG, 1), Map.of("PATH", psql.path()));
    assertEquals(
        "no PgBouncer was asked: the environment variable PW is not set",
        assertInstanceOf(Reply.Unreachable.class, mute.hold()).why());
  }

  @Test
  void theLimitLetsGoByItself() throws Exception {
    WriteGate.Held held = ok(psql.gate(Duration.ofSeconds(2), 1).hold());

    until("it lapses", () -> held.lapsed().isPresent());

    assertFalse(psql.is("1.paused"));
    assertEquals(
        Optional.of("writes were let go after 2000 ms (routing.pgbouncer.maxPause)"),
        held.lapsed());
    assertEquals(OK, held.release());
  }

  @Test
  void whatCannotBeLetGoIsUnknownAndTriedOn() throws Exception {
    WriteGate.Held held = ok(psql.gate(LONG, 1).hold());
    psql.set("1.stubborn");

    String why = assertInstanceOf(Reply.Unknown.class, held.release()).why();

    assertTrue(
        why.startsWith("writes may still be held: PgBouncer 127.0.0.1:1 still holds app"), why);
    psql.unset("1.stubborn");
    until("it is let go", () -> !psql.is("1.paused"));
    assertEquals(OK, held.release());
  }

  @Test
  void aGuardThatDiesLeavesItToUs() throws Exception {
    List<ProcessHandle> earlier = guards(ProcessHandle.current());
    WriteGate.Held held = ok(psql.gate(LONG, 1).hold());
    ProcessHandle guard =
        guards(ProcessHandle.current()).stream()
            .filter(each -> !earlier.contains(each))
            .findFirst()
            .orElseThrow();

    guard.destroyForcibly();
    until("it shows", () -> held.lapsed().isPresent());
    assertTrue(psql.is("1.paused"));

    assertEquals(OK, held.release());
    assertFalse(psql.is("1.paused"));
  }

  @Test
  void aToolThatIsKilledHoldsNothing() throws Exception {
    Process tool = HoldCaller.start(psql.path(), LONG, "ops", "x", 1, 2);
    until("all is held", () -> psql.is("1.paused") && psql.is("2.paused"));
    List<ProcessHandle> guards = guards(tool.toHandle());
    assertFalse(guards.isEmpty());

    tool.destroyForcibly();

    until("all is let go", () -> !psql.is("1.paused") && !psql.is("2.paused"));
    until("the guard ends", () -> guards.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aToolThatIsKilledInAPendingPauseHoldsNothing() throws Exception {
    psql.set("2.slow");
    Process tool = HoldCaller.start(psql.path(), LONG, "ops", "x", 1, 2);
    until("all is held", () -> psql.is("1.paused") && psql.is("2.paused"));

    List<ProcessHandle> guards = guards(tool.toHandle());
    assertFalse(guards.isEmpty());
    long killed = System.nanoTime();
    tool.destroyForcibly();

    until("all is let go", () -> !psql.is("1.paused") && !psql.is("2.paused"));
    // Within 2 s is the claim.
    assertTrue(System.nanoTime() - killed < Duration.ofSeconds(4).toNanos());
    until("the guard ends", () -> guards.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void poolsBehindTheSameAddressReconnect() throws Exception {
    assertEquals(OK, psql.gate(LONG, 1).reconnect());

    assertEquals("1 RECONNECT \"app\"\n1 RECONNECT \"app_ro\"\n", psql.said("changes"));
  }

  /** The guards that a process has started. */
  private static List<ProcessHandle> guards(ProcessHandle of) {
    return of.children()
        .filter(each -> each.info().commandLine().orElse("").contains("GuardMain"))
        .toList();
  }

  private static void until(String what, Callable<Boolean> isSo) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!isSo.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within 20 s: " + what);
      TimeUnit.MILLISECONDS.sleep(5);
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
