package dev.tidalctl.pgbouncer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.RealPostgres;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.Unprivileged;
import dev.tidalctl.testing.Untrusted;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.WriteGate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes held and let go by two PgBouncers 1.18, with a client under load on the first. */
@Tag("debian")
@Timeout(300)
final class PgbouncerIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** The column of SHOW POOLS that counts the clients that wait. */
  private static final int WAITING = 3;

  /** Writes flow again within 2 s of the tool's death. */
  private static final long TWICE_THE_CLAIM = 4000;

  private static RealPostgres postgres;
  private static RealPgbouncer one;
  private static RealPgbouncer other;

  private Writer writer;

  @BeforeAll
  static void start() throws Exception {
    postgres = RealPostgres.primary();
    postgres.execute("CREATE TABLE t (n int)");
    one = RealPgbouncer.inFrontOf(postgres.address());
    other = RealPgbouncer.inFrontOf(postgres.address());
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable each : Arrays.asList(one, other, postgres)) {
      if (each != null) {
        each.close();
      }
    }
  }

  @BeforeEach
  void load() throws Exception {
    writer = new Writer(one.connect("app"));
    awaitWrites();
  }

  @AfterEach
  void nothingFailedAndNothingIsHeld() throws Exception {
    assertEquals(List.of(), writer.failures());
    writer.close();
    assertEquals(List.of(), ok(gate(LONG, one, other).look()).held());
  }

  @Test
  void writesWaitWhileHeldAndGoOnAfterwards() throws Exception {
    WriteGate gate = gate(LONG, one, other);
    WriteGate.Held held = ok(gate.hold());

    int before = awaitSilence();
    assertEquals(2, ok(gate.look()).held().size());
    TimeUnit.MILLISECONDS.sleep(300);
    assertEquals(before, writer.written());

    long asked = System.nanoTime();
    assertEquals(new Reply.Ok<>(new Done()), held.release());
    System.out.println("released in " + millisSince(asked) + " ms");
    assertEquals(new Reply.Ok<>(new Done()), held.release());
    awaitWrites();
    assertEquals(Optional.empty(), held.lapsed());
    assertTrue(writer.longestMillis() >= 300, () -> writer.longestMillis() + " ms");
  }

  @Test
  void aKilledToolHoldsWritesForLessThanTwoSeconds() throws Exception {
    Process tool = tool(LONG);
    try {
      assertTrue(tool.inputReader().readLine().startsWith("Ok["));
      awaitSilence();

      long killed = System.nanoTime();
      tool.destroyForcibly();
      awaitWrites();

      long millis = millisSince(killed);
      System.out.println("writes again after kill -9: " + millis + " ms");
      assertTrue(millis < TWICE_THE_CLAIM, () -> millis + " ms");
    } finally {
      tool.destroyForcibly();
    }
  }

  @Test
  void aToolKilledWhileAPauseIsPendingHoldsNothing() throws Exception {
    Process tool = tool(LONG);
    try (Connection longer = one.connect("app");
        Statement statement = longer.createStatement()) {
      longer.setAutoCommit(false);
      statement.execute("SELECT 1");
      awaitHeld();

      long killed = System.nanoTime();
      tool.destroyForcibly();
      awaitWrites();
      long millis = millisSince(killed);
      System.out.println("writes again after kill -9 in a pending PAUSE: " + millis + " ms");
      assertTrue(millis < TWICE_THE_CLAIM, () -> millis + " ms");
      awaitNothingHeld();
    } finally {
      tool.destroyForcibly();
    }
  }

  @Test
  void theLimitLetsWritesGoByItself() throws Exception {
    WriteGate.Held held = ok(gate(Duration.ofSeconds(4), one, other).hold());
    awaitSilence();
    awaitWrites();
    awaitNothingHeld();
    until("it is told why", () -> held.lapsed().isPresent());
    assertTrue(writer.longestMillis() < 8000, () -> writer.longestMillis() + " ms");
    assertEquals(
        Optional.of("writes were let go after 4000 ms (routing.pgbouncer.maxPause)"),
        held.lapsed());
    assertEquals(new Reply.Ok<>(new Done()), held.release());
  }

  @Test
  void aTransactionThatRunsTooLongIsWaitedForALittleAndWritesGoOn() throws Exception {
    try (Connection longer = other.connect("app");
        Statement statement = longer.createStatement()) {
      longer.setAutoCommit(false);
      statement.execute("SELECT 1");

      String why = refused(Refusal.Code.OTHER, gate(Duration.ofSeconds(2), one, other).hold());

      assertTrue(why.contains(":" + other.address().port()), why);
      assertTrue(why.contains("PAUSE of app waits for a transaction that runs longer"), why);
    }
    awaitWrites();
  }

  @Test
  void whatSomebodyElseHoldsIsRefusedAndStaysHeld() throws Exception {
    psql(other, "PAUSE app");
    try {
      String why = refused(Refusal.Code.HELD_BY_OTHER, gate(LONG, one, other).hold());
      assertTrue(why.contains(":" + other.address().port() + " holds the queries to app"), why);
      assertTrue(why.contains("-c 'RESUME \"app\"'"), why);
      assertEquals(1, ok(gate(LONG, one, other).look()).held().size());
    } finally {
      assertEquals(new Reply.Ok<>(new Done()), gate(LONG, one, other).letGo());
    }
  }

  @Test
  void poolsBySessionAreRefused() {
    PgbouncerSpec spec = spec(List.of(one.address()), "by-session", LONG);
    try (PgbouncerGate gate = new PgbouncerGate(spec, environment(RealPostgres.PASSWORD))) {
      String why = refused(Refusal.Code.UNSUPPORTED, gate.hold());
      assertTrue(why.contains("pools by-session by session"), why);
    }
  }

  @Test
  void aConsoleThatIsAwayIsUnreachableAndNothingIsHeld() throws Exception {
    HostPort nobody = new HostPort("127.0.0.1", Unprivileged.freePort());
    PgbouncerSpec spec = spec(List.of(one.address(), nobody), "app", LONG);
    try (PgbouncerGate gate = new PgbouncerGate(spec, environment(RealPostgres.PASSWORD))) {
      String why = assertInstanceOf(Reply.Unreachable.class, gate.hold()).why();
      assertTrue(why.startsWith("PgBouncer 127.0.0.1:" + nobody.port()), why);
    }
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() {
    PgbouncerSpec spec = spec(List.of(one.address()), "app", LONG);
    try (PgbouncerGate gate = new PgbouncerGate(spec, environment("canary-of-a-password"))) {
      String why = assertInstanceOf(Reply.Unreachable.class, gate.look()).why();
      assertTrue(why.contains("authentication failed"), why);
      assertFalse(why.contains("canary"), why);
    }
  }

  @Test
  void aTrustedOneIsHeldAndLetGoOverTls(@TempDir Path folder) throws Exception {
    try (RealPgbouncer secured = RealPgbouncer.showing("server", postgres.address());
        PgbouncerGate gate = trusting(new Certificates(folder).trusting("ca.pem"), secured)) {
      WriteGate.Held held = ok(gate.hold());

      assertEquals(1, ok(gate.look()).held().size());
      assertEquals(new Reply.Ok<>(new Done()), held.release());
      assertEquals(List.of(), ok(gate.look()).held());
    }
  }

  @ParameterizedTest
  @EnumSource(Untrusted.class)
  void anUntrustedOneIsNamed(Untrusted certificate, @TempDir Path folder) throws Exception {
    try (RealPgbouncer secured = RealPgbouncer.showing(certificate.shown(), postgres.address());
        PgbouncerGate gate =
            trusting(new Certificates(folder).trusting(certificate.trusted()), secured)) {
      assertEquals(
          new Reply.Unreachable<>(
              "PgBouncer 127.0.0.1:"
                  + secured.address().port()
                  + " can't be reached: "
                  + certificate.why()),
          gate.hold());
    }
  }

  private static PgbouncerGate trusting(Tls tls, RealPgbouncer pooler) {
    return new PgbouncerGate(
        spec(List.of(pooler.address()), "app", Optional.of(tls), LONG),
        environment(RealPostgres.PASSWORD));
  }

  @Test
  void poolsLeaveTheirServers() throws Exception {
    try (Connection reader = one.connect("app_ro")) {
      long before = backend(reader);
      assertEquals(before, backend(reader));
      assertEquals(new Reply.Ok<>(new Done()), gate(LONG, one).reconnect());
      assertTrue(before != backend(reader));
    }
  }

  private static long backend(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private Process tool(Duration maxPause) throws Exception {
    return HoldCaller.start(
        System.getenv("PATH"),
        maxPause,
        RealPostgres.SUPERUSER,
        RealPostgres.PASSWORD,
        one.address().port(),
        other.address().port());
  }

  private static PgbouncerGate gate(Duration maxPause, RealPgbouncer... poolers) {
    return new PgbouncerGate(
        spec(Arrays.stream(poolers).map(RealPgbouncer::address).toList(), "app", maxPause),
        environment(RealPostgres.PASSWORD));
  }

  private static PgbouncerSpec spec(List<HostPort> consoles, String database, Duration maxPause) {
    return spec(consoles, database, Optional.empty(), maxPause);
  }

  private static PgbouncerSpec spec(
      List<HostPort> consoles, String database, Optional<Tls> tls, Duration maxPause) {
    return new PgbouncerSpec(
        consoles,
        List.of(database),
        RealPostgres.SUPERUSER,
        Optional.of(new Secret.InEnvironment("PW")),
        tls,
        maxPause);
  }

  private static Map<String, String> environment(String password) {
    return Map.of("PATH", System.getenv("PATH"), "PW", password);
  }

  private static String psql(RealPgbouncer pooler, String command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "psql",
            "-XqwAt",
            "-h127.0.0.1",
            "-p" + pooler.address().port(),
            "-U" + RealPostgres.SUPERUSER,
            "pgbouncer",
            "-c",
            command);
    builder.environment().put("PGPASSWORD", RealPostgres.PASSWORD);
    Process psql = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, psql.waitFor());
    return said;
  }

  private void awaitWrites() throws Exception {
    int before = writer.written();
    until("writes go on", () -> writer.written() > before + 2);
  }

  /** Waits until the writer's next write waits in its pool: all that came before is answered. */
  private int awaitSilence() throws Exception {
    until("a write waits", () -> waiting(one) == 1);
    return writer.written();
  }

  /** How many clients wait for a server. */
  private static long waiting(RealPgbouncer pooler) throws Exception {
    return psql(pooler, "SHOW POOLS")
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(pool -> pool[0].equals("app"))
        .mapToLong(pool -> Long.parseLong(pool[WAITING]))
        .sum();
  }

  private static void awaitHeld() throws Exception {
    until("a pause shows", () -> !ok(gate(LONG, one).look()).held().isEmpty());
  }

  private static void awaitNothingHeld() throws Exception {
    until("no pause shows", () -> ok(gate(LONG, one, other).look()).held().isEmpty());
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static void until(String what, java.util.concurrent.Callable<Boolean> isSo)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isSo.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within a minute: " + what);
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
