package dev.tidalctl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.postgres.ScriptedPostgres;
import dev.tidalctl.testing.postgres.ScriptedPostgres.Answer;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.SqlSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login that is done by the time that it is needed. */
final class ForeseenHeartbeatTest {
  private static final SqlSpec LOGIN =
      new SqlSpec("ops", Optional.empty(), "postgres", Optional.empty());

  private final SqlFacts facts = JdbcFacts.of(LOGIN, Map.of());
  private ScriptedPostgres server;

  @BeforeEach
  void start() throws IOException {
    server = standby();
  }

  @AfterEach
  void close() throws IOException {
    facts.close();
    server.close();
  }

  @Test
  void itIsUsedOnce() throws Exception {
    facts.foreseeHeartbeat(server.address());

    answered();
    assertEquals(1, server.logins());
    server.awaitNobody();
    answered();
    assertEquals(2, server.logins());
  }

  @Test
  void itIsForNothingElse() {
    facts.foreseeHeartbeat(server.address());

    facts.checkpoint(server.address(), SqlFacts.LIMIT);
    answered();
    assertEquals(2, server.logins());
  }

  @Test
  void thatOfAnotherNodeIsGivenUp() throws Exception {
    try (ScriptedPostgres other = standby()) {
      facts.foreseeHeartbeat(other.address());

      answered();
      assertEquals(1, server.logins());
      other.awaitNobody();
    }
  }

  @Test
  void oneThatFailedIsTriedAnew() throws Exception {
    HostPort gone = server.address();
    server.close();
    facts.foreseeHeartbeat(gone);

    String why = assertInstanceOf(Reply.Unreachable.class, facts.heartbeat(gone)).why();
    assertTrue(why.contains("no connection"), why);
  }

  @Test
  void oneThatNobodyAsksForIsClosed() throws Exception {
    Connector connector = new Connector(LOGIN, Map.of());
    try (Ahead ahead = new Ahead(Duration.ZERO)) {
      ahead.open(server.address(), () -> connector.open(server.address(), SqlFacts.LIMIT, ""));

      server.awaitLogins(1);
      server.awaitNobody();
      assertEquals(Optional.empty(), ahead.take(server.address()));
    }
  }

  @Test
  void closingGivesItUp() throws Exception {
    facts.foreseeHeartbeat(server.address());
    server.awaitLogins(1);

    facts.close();
    server.awaitNobody();
  }

  /** It was asked for: that the node can append nothing is its answer. */
  private void answered() {
    Refusal refusal =
        assertInstanceOf(Reply.Refused.class, facts.heartbeat(server.address())).refusal();
    assertEquals(Code.REQUIREMENT_NOT_MET, refusal.code(), refusal::detail);
  }

  private static ScriptedPostgres standby() throws IOException {
    ScriptedPostgres server = new ScriptedPostgres();
    server.answer("pg_is_in_recovery", new Answer.Rows(List.of("standby"), List.of(List.of("t"))));
    return server;
  }
}
