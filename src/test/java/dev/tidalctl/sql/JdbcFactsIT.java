package dev.tidalctl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.WalKeeping.Slot;
import dev.tidalctl.sql.WalKeeping.Status;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.SqlSpec;
import dev.tidalctl.topology.Tls;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The facts of a PostgreSQL 15 and its standby, as a monitoring user and as one without rights. */
@Tag("debian")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JdbcFactsIT {
  private static final long SEGMENT = 1 << 20;
  private static final Path CERTIFICATES = Path.of("src/test/resources/dev/tidalctl/http");

  private static RealPostgres primary;
  private static RealPostgres standby;
  private static final SqlFacts OPS = facts("ops", Optional.empty());
  private static final SqlFacts BARE = facts("bare", Optional.empty());

  @BeforeAll
  static void start() throws Exception {
    primary = RealPostgres.primary();
    primary.execute(
        "CREATE ROLE ops LOGIN PASSWORD 'canary'",
        "CREATE ROLE bare LOGIN PASSWORD 'canary'",
        "GRANT pg_monitor, pg_checkpoint TO ops",
        "CREATE TABLE t (n int)",
        "INSERT INTO t SELECT generate_series(1, 100)");
    standby = RealPostgres.standbyOf(primary);
  }

  @AfterAll
  static void end() throws Exception {
    OPS.close();
    BARE.close();
    if (standby != null) {
      standby.close();
    }
    if (primary != null) {
      primary.close();
    }
  }

  @Test
  void sessionsShowClientsAndNeitherOursNorReplication() throws Exception {
    try (Connection busy = primary.connect("billing");
        Connection patroni = primary.connect("Patroni heartbeat")) {
      busy.setAutoCommit(false);
      RealPostgres.execute(busy, "SELECT 1");
      RealPostgres.execute(patroni, "SELECT 1");

      // A session that was closed just now may still be shown.
      List<ClientSession> sessions =
          await(() -> ok(OPS.sessions(primary.address())), found -> found.size() == 1);

      assertEquals("billing", sessions.getFirst().application());
      assertEquals("idle in transaction", sessions.getFirst().state());
      assertTrue(sessions.getFirst().pid() > 1, sessions::toString);
    }
    assertGrant("GRANT pg_monitor TO bare", BARE.sessions(primary.address()));
  }

  @Test
  void checkpointIsDoneWhereItIsAllowedAndOnAStandbyToo() throws Exception {
    String counted = "SELECT checkpoints_req FROM pg_stat_bgwriter";
    long before = primary.number(counted);
    ok(OPS.checkpoint(primary.address(), Duration.ofSeconds(20)));
    await(() -> number(counted), after -> after > before);
    ok(OPS.checkpoint(standby.address(), Duration.ofSeconds(20)));

    assertGrant("GRANT pg_checkpoint TO bare", BARE.checkpoint(primary.address(), SqlFacts.LIMIT));
  }

  @Test
  void walKeepingShowsTheSlotAndGrowsWithWrites() throws Exception {
    WalKeeping first = ok(OPS.walKeeping(primary.address()));
    primary.execute(
        "INSERT INTO t SELECT generate_series(1, 20000)", "DELETE FROM t WHERE n > 100");
    WalKeeping later = ok(BARE.walKeeping(primary.address()));

    Slot slot = later.slot("standby").orElseThrow();
    assertTrue(slot.physical() && slot.active(), slot::toString);
    assertEquals(Status.RESERVED, slot.status());
    assertTrue(slot.safe().orElseThrow() > 0, slot::toString);
    assertTrue(slot.restart().orElseThrow() <= later.end().seqno(), slot::toString);
    assertEquals(OptionalLong.of(64 << 20), later.slotCap());
    assertEquals(SEGMENT, later.segmentSize());
    assertEquals(1, later.end().term());
    assertTrue(later.bytesPerSecondSince(first).orElseThrow() > 100_000, later::toString);
    assertEquals(1, ok(OPS.walKeeping(standby.address())).end().term());
  }

  @Test
  void firstKeptMovesUpAsOldFilesGo() throws Exception {
    long before = ok(OPS.retention(primary.address()).firstKept());
    for (int i = 0; i < 3; i++) {
      primary.execute("INSERT INTO t VALUES (1000)", "SELECT pg_switch_wal()");
    }
    long end = ok(OPS.walKeeping(primary.address())).end().seqno();
    await(
        () -> ok(OPS.walKeeping(primary.address())).slot("standby").orElseThrow().restart(),
        restart -> restart.orElse(0) >= end);
    ok(OPS.checkpoint(primary.address(), Duration.ofSeconds(20)));

    long after = ok(OPS.retention(primary.address()).firstKept());

    assertTrue(before < after && after <= end, () -> before + " " + after + " " + end);
    assertEquals(0, after % SEGMENT);
    assertGrant("GRANT pg_monitor TO bare", BARE.retention(primary.address()).firstKept());
  }

  @Test
  void aHeartbeatIsAppliedByTheStandby() throws Exception {
    assertApplied(ok(BARE.heartbeat(primary.address())));

    Reply<Position> onStandby = OPS.heartbeat(standby.address());
    assertEquals(Code.REQUIREMENT_NOT_MET, refused(onStandby).code());
  }

  @Test
  void aRestorePointStandsInForTheMessage() throws Exception {
    String message = "FUNCTION pg_logical_emit_message(boolean, text, text)";
    primary.execute("REVOKE EXECUTE ON " + message + " FROM PUBLIC");
    try {
      assertGrant("GRANT EXECUTE ON " + message + " TO ops", OPS.heartbeat(primary.address()));

      primary.execute("GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO ops");
      assertApplied(ok(OPS.heartbeat(primary.address())));
    } finally {
      primary.execute("GRANT EXECUTE ON " + message + " TO PUBLIC");
    }
  }

  @Test
  void replayRunsAndIsPaused() throws Exception {
    assertEquals(new Replay.Leads(), ok(OPS.replay(primary.address())));
    assertEquals(new Replay.Running(), ok(OPS.replay(standby.address())));

    standby.execute("SELECT pg_wal_replay_pause()");
    assertEquals(new Replay.Paused(), ok(BARE.replay(standby.address())));
    standby.execute("SELECT pg_wal_replay_resume()");

    await(() -> ok(OPS.replay(standby.address())), new Replay.Running()::equals);
    assertGrant("GRANT pg_monitor TO bare", BARE.replay(standby.address()));
  }

  @Test
  void aSnapshotInTheWayOfReplayIsNamed() throws Exception {
    primary.execute("CREATE TABLE old AS SELECT generate_series(1, 1000) AS n");
    caughtUp();
    try (Connection reading = standby.connect("report")) {
      reading.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reading.setAutoCommit(false);
      RealPostgres.execute(reading, "SELECT count(*) FROM old");
      primary.execute("DELETE FROM old", "VACUUM old", "SELECT pg_switch_wal()");

      Replay.Blocked blocked = awaitBlocked();

      assertEquals("RecoveryConflictSnapshot", blocked.waitsFor());
      assertEquals("report", blocked.sessions().getFirst().application());
      reading.rollback();
    }
    await(() -> ok(OPS.replay(standby.address())), new Replay.Running()::equals);
  }

  @Test
  void aLockInTheWayOfReplayIsNamed() throws Exception {
    primary.execute("CREATE TABLE locked AS SELECT 1 AS n");
    caughtUp();
    try (Connection reading = standby.connect("dashboard");
        Connection another = standby.connect("bystander")) {
      another.setAutoCommit(false);
      RealPostgres.execute(another, "SELECT count(*) FROM t");
      reading.setAutoCommit(false);
      RealPostgres.execute(reading, "SELECT n FROM locked");
      primary.execute("ALTER TABLE locked ADD COLUMN m int");

      Replay.Blocked blocked = awaitBlocked();

      assertEquals(
          List.of("dashboard"),
          blocked.sessions().stream().map(ClientSession::application).toList(),
          blocked::toString);
      reading.rollback();
    }
    await(() -> ok(OPS.replay(standby.address())), new Replay.Running()::equals);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void certificatesAreChecked() throws Exception {
    ok(trusting("ca.pem").walKeeping(primary.address()));
    awaitUntrusted(
        "its certificate CN=server is not signed by a trusted authority (it is signed by CN=test"
            + " authority)",
        "other-ca.pem");

    primary.show("elsewhere");
    awaitUntrusted(
        "its certificate is for another host name (CN=elsewhere, for db.example)", "ca.pem");

    primary.show("expired");
    awaitUntrusted("its certificate CN=expired expired on 2020-01-11T00:00:00Z", "expired-ca.pem");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aFrozenNodeIsGivenUpInTime() throws Exception {
    standby.freeze();
    long start = System.nanoTime();

    assertInstanceOf(Reply.Unreachable.class, OPS.sessions(standby.address()));

    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(millis < 2 * SqlFacts.LIMIT.toMillis(), () -> millis + " ms");
  }

  private static Replay.Blocked awaitBlocked() throws Exception {
    return (Replay.Blocked)
        await(() -> ok(OPS.replay(standby.address())), found -> found instanceof Replay.Blocked);
  }

  private static void caughtUp() throws Exception {
    assertApplied(ok(BARE.heartbeat(primary.address())));
  }

  private static void assertApplied(Position position) throws Exception {
    assertEquals(1, position.term());
    await(
        () -> standbyNumber("SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint"),
        applied -> applied >= position.seqno());
  }

  private static long number(String query) {
    try {
      return primary.number(query);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long standbyNumber(String query) {
    try {
      return standby.number(query);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > until) {
        throw new AssertionError("still " + seen);
      }
      TimeUnit.MILLISECONDS.sleep(50);
      seen = look.get();
    }
    return seen;
  }

  private static SqlFacts trusting(String authorities) {
    return facts(
        "ops",
        Optional.of(new Tls(Optional.of(CERTIFICATES.resolve(authorities)), Optional.empty())));
  }

  private static SqlFacts facts(String user, Optional<Tls> tls) {
    return JdbcFacts.of(
        new SqlSpec(user, Optional.of(new Secret.InEnvironment("PW")), "postgres", tls),
        Map.of("PW", "canary"));
  }

  private static void assertGrant(String grant, Reply<?> reply) {
    Refusal refusal = refused(reply);
    assertEquals(Code.UNSUPPORTED, refusal.code(), refusal.detail());
    assertTrue(refusal.detail().contains("to allow it: " + grant), refusal.detail());
  }

  /** Once it shows what it was told to. */
  private static void awaitUntrusted(String why, String authorities) throws Exception {
    await(
        () -> trusting(authorities).walKeeping(primary.address()),
        reply -> reply.equals(untrusted(why)));
  }

  private static Reply<WalKeeping> untrusted(String why) {
    return new Reply.Unreachable<>(
        "PostgreSQL at 127.0.0.1:" + primary.address().port() + ": " + why);
  }

  private static Refusal refused(Reply<?> reply) {
    return assertInstanceOf(Reply.Refused.class, reply, reply::toString).refusal();
  }

  private static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError(reply);
  }
}
