package dev.tidalctl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.WalKeeping.Slot;
import dev.tidalctl.sql.WalKeeping.Status;
import dev.tidalctl.testing.postgres.ScriptedPostgres;
import dev.tidalctl.testing.postgres.ScriptedPostgres.Answer;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.SqlSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the answers, and of none, against a scripted PostgreSQL. */
@Timeout(60)
final class JdbcFactsTest {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Answer SIGHT = new Answer.Rows(List.of("granted"), List.of(List.of("t")));

  private ScriptedPostgres server;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedPostgres();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void sessionsAreThoseOfClients() {
    server.answer("pg_has_role", SIGHT);
    server.answer(
        "client backend",
        new Answer.Rows(
            List.of("pid", "who", "application", "state", "age"),
            List.of(
                List.of("4711", "app", "billing", "idle in transaction", "12.345"),
                List.of("4712", "app", "", "active", "0.5"))));

    Reply<List<ClientSession>> reply = facts("ops").sessions(server.address());

    List<ClientSession> sessions = ok(reply);
    assertEquals(
        new ClientSession(4711, "app", "billing", "idle in transaction", Duration.ofMillis(12_345)),
        sessions.getFirst());
    assertEquals(
        List.of("pid 4711 (billing, idle in transaction, 12 s)", "pid 4712 (app, active, 0 s)"),
        sessions.stream().map(ClientSession::words).toList());
    String settings = server.startups().getFirst();
    assertTrue(settings.contains("default_transaction_read_only=on"), settings);
    assertTrue(settings.contains("statement_timeout=3000"), settings);
  }

  @Test
  void hiddenSessionsAreNoSessions() {
    server.answer("pg_has_role", new Answer.Rows(List.of("granted"), List.of(List.of("f"))));

    Refusal refusal = refused(facts("Ops Team").sessions(server.address()));

    assertEquals(Code.UNSUPPORTED, refusal.code());
    assertTrue(refusal.detail().endsWith("GRANT pg_monitor TO \"Ops Team\""), refusal.detail());
  }

  @Test
  void aMissingPrivilegeIsNamed() {
    server.answer("CHECKPOINT", new Answer.Failure("42501", "must be superuser"));

    Refusal refusal = refused(facts("ops").checkpoint(server.address(), SqlFacts.LIMIT));

    assertEquals(Code.UNSUPPORTED, refusal.code());
    assertEquals(
        "PostgreSQL at 127.0.0.1:%d does not allow it (must be superuser); to allow it: GRANT"
            .concat(" pg_checkpoint TO ops (before PostgreSQL 15 only a superuser may)")
            .formatted(server.address().port()),
        refusal.detail());
  }

  @Test
  void anotherErrorIsTheServersWord() {
    server.answer(
        "pg_ls_waldir",
        new Answer.Failure("58P01", "could not open\n\u001b[2J\u009b\u202edirectory"));

    Refusal refusal = refused(facts("ops").retention(server.address()).firstKept());

    assertEquals(Code.OTHER, refusal.code());
    assertTrue(
        refusal.detail().endsWith("declined: could not open [2J directory"), refusal.detail());
  }

  @Test
  void anOldServerIsToldFromOneThatForbids() {
    server.answer("pg_replication_slots", new Answer.Failure("42703", "no wal_status"));

    assertEquals(Code.UNSUPPORTED, refused(facts("ops").walKeeping(server.address())).code());
  }

  @Test
  void theOldestFilesPlaceIsWhereItBegins() {
    server.answer(
        "pg_ls_waldir",
        new Answer.Rows(
            List.of("oldest", "segment_size"), List.of(List.of("000000020000007B", "16777216"))));

    assertEquals(
        (2L << 32) + 0x7BL * 16_777_216, ok(facts("ops").retention(server.address()).firstKept()));
  }

  @Test
  void slotsAreReadWithTheirFigures() {
    server.answer(
        "pg_replication_slots",
        new Answer.Rows(
            List.of("slot_name", "physical", "active", "restart", "wal_status", "safe_wal_size"),
            List.of(
                List.of("n2", "t", "f", "100", "unreserved", "-5"),
                List.of("n3", "t", "f", "NULL", "", "NULL"))));
    server.answer("slot_cap", keeping("0000000A", "-1"));

    WalKeeping keeping = ok(facts("ops").walKeeping(server.address()));

    assertEquals(new Position(10, 5000), keeping.end());
    assertEquals(Instant.ofEpochSecond(1_700_000_000, 500_000_000), keeping.readAt());
    assertEquals(OptionalLong.empty(), keeping.slotCap());
    assertEquals(
        Optional.of(
            new Slot(
                "n2", true, false, OptionalLong.of(100), Status.UNRESERVED, OptionalLong.of(-5))),
        keeping.slot("n2"));
    assertEquals(Optional.of(Status.NONE), keeping.slot("n3").map(Slot::status));
    assertEquals(Optional.empty(), keeping.slot("n4"));
  }

  @Test
  void theRateComesOfTwoReadings() {
    WalKeeping first = at(new Position(1, 1000), Instant.EPOCH);
    WalKeeping later = at(new Position(1, 3000), Instant.EPOCH.plusMillis(500));

    assertEquals(OptionalDouble.of(4000), later.bytesPerSecondSince(first));
    assertEquals(OptionalDouble.empty(), later.bytesPerSecondSince(later));
    assertEquals(
        OptionalDouble.empty(),
        at(new Position(2, 3000), Instant.EPOCH.plusMillis(500)).bytesPerSecondSince(first));
  }

  @Test
  void aStandbyCanAppendNothing() {
    server.answer("pg_is_in_recovery", new Answer.Rows(List.of("standby"), List.of(List.of("t"))));

    assertEquals(
        Code.REQUIREMENT_NOT_MET, refused(facts("ops").heartbeat(server.address())).code());
  }

  @Test
  void silenceEndsAtTheLimitWithAnUnknownOutcome() {
    server.answer("CHECKPOINT", new Answer.Silence());

    assertUnknownWithin(SHORT);
  }

  @Test
  void aDripEndsAtTheLimitToo() {
    server.answer("CHECKPOINT", new Answer.Drip());

    assertUnknownWithin(SHORT);
  }

  private void assertUnknownWithin(Duration limit) {
    long start = System.nanoTime();
    Reply<?> reply = facts("ops").checkpoint(server.address(), limit);
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertInstanceOf(Reply.Unknown.class, reply, reply::toString);
    assertTrue(millis < limit.toMillis() + 2000, () -> millis + " ms");
  }

  @Test
  void aLostConnectionIsAnUnknownOutcome() {
    server.answer("CHECKPOINT", new Answer.HangUp());

    assertInstanceOf(
        Reply.Unknown.class, facts("ops").checkpoint(server.address(), SqlFacts.LIMIT));
  }

  @Test
  void nobodyThereWasAskedNothing() throws IOException {
    HostPort gone = server.address();
    server.close();

    assertInstanceOf(Reply.Unreachable.class, facts("ops").retention(gone).firstKept());
  }

  @Test
  void aPeerThatNeverAnswersTheLoginWasAskedNothing() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HostPort address = new HostPort("127.0.0.1", mute.getLocalPort());

      Reply<?> reply = facts("ops").checkpoint(address, SHORT);

      assertInstanceOf(Reply.Unreachable.class, reply, reply::toString);
    }
  }

  @Test
  void aNewPasswordIsReadWhenTheOldOneIsDeclined() throws IOException {
    server.wantPassword("old");
    Path file = folder.resolve("pw");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "old\n");
    SqlFacts facts = facts(new Secret.InFile(file), Map.of());
    server.answer("CHECKPOINT", new Answer.Rows(List.of(), List.of()));
    ok(facts.checkpoint(server.address(), SqlFacts.LIMIT));

    server.wantPassword("new");
    Files.writeString(file, "new\n");

    ok(facts.checkpoint(server.address(), SqlFacts.LIMIT));
    assertEquals(2, server.logins());
    assertEquals(3, server.startups().size());
  }

  @Test
  void aDeclinedPasswordIsTriedOnceAndShownNever() {
    server.wantPassword("right");

    Refusal refusal =
        refused(
            facts(new Secret.InEnvironment("PW"), Map.of("PW", "wrong-canary"))
                .retention(server.address())
                .firstKept());

    assertEquals(1, server.startups().size());
    assertEquals(Code.OTHER, refusal.code());
    assertFalse(refusal.detail().contains("canary"), refusal.detail());
    assertTrue(refusal.detail().contains("declines the login of the user ops"), refusal.detail());
  }

  @Test
  void aFileThatOthersMayReadIsRefusedBeforeAnythingIsSent() throws IOException {
    Path file = folder.resolve("pw");
    Files.writeString(file, "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Reply<Long> reply =
        facts(new Secret.InFile(file), Map.of()).retention(server.address()).firstKept();

    String why = assertInstanceOf(Reply.Unreachable.class, reply).why();
    assertTrue(why.contains("chmod 600 " + file), why);
    assertEquals(List.of(), server.startups());
  }

  private static Answer keeping(String timeline, String cap) {
    return new Answer.Rows(
        List.of(
            "timeline", "standby", "written", "read_at", "slot_cap", "keep_size", "segment_size"),
        List.of(List.of(timeline, "f", "5000", "1700000000.5", cap, "0", "16777216")));
  }

  private static WalKeeping at(Position end, Instant when) {
    return new WalKeeping(end, when, List.of(), OptionalLong.empty(), 0, 16_777_216);
  }

  private static SqlFacts facts(String user) {
    return JdbcFacts.of(
        new SqlSpec(user, Optional.empty(), "postgres", Optional.empty()), Map.of());
  }

  private static SqlFacts facts(Secret password, Map<String, String> environment) {
    return JdbcFacts.of(
        new SqlSpec("ops", Optional.of(password), "postgres", Optional.empty()), environment);
  }

  private static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError(reply);
  }

  private static Refusal refused(Reply<?> reply) {
    return assertInstanceOf(Reply.Refused.class, reply, reply::toString).refusal();
  }
}
