package dev.tidalctl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.postgres.ScriptedPostgres;
import dev.tidalctl.testing.postgres.ScriptedPostgres.Answer;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.SqlSpec;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The probe's questions over SQL, against a scripted PostgreSQL. */
@Timeout(60)
final class SqlClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(500);

  private ScriptedPostgres server;
  private SqlClient client;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedPostgres();
    server.answer("SELECT 1", new Answer.Rows(List.of("?column?"), List.of(List.of("1"))));
    client =
        new SqlClient(
            server.address(),
            new SqlSpec("app", Optional.empty(), "app", Optional.empty()),
            Map.of());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void aRowIsAnAnswerAndAsksForNothingThatAPoolerWouldRefuse() throws Exception {
    assertEquals(Optional.empty(), client.ask(LONG));

    assertTrue(server.startups().stream().noneMatch(s -> s.contains("options")), "options");
  }

  @Test
  void aConnectionIsUsedAgainButNotForLong() throws Exception {
    client.ask(LONG);
    client.ask(LONG);
    int atFirst = server.logins();
    server.awaitNobody();
    client.ask(LONG);

    assertEquals(List.of(1, 2), List.of(atFirst, server.logins()));
  }

  @Test
  void aCutConnectionIsOneFailureAndTheNextQuestionConnectsAnew() throws Exception {
    client.ask(LONG);
    server.cut();

    assertTrue(client.ask(LONG).isPresent());
    assertEquals(Optional.empty(), client.ask(LONG));
  }

  @Test
  void anErrorIsTheServersWord() throws Exception {
    try (ScriptedPostgres other = new ScriptedPostgres()) {
      other.answer("SELECT 1", new Answer.Failure("25006", "the database system is tired"));
      try (SqlClient asking =
          new SqlClient(
              other.address(),
              new SqlSpec("app", Optional.empty(), "app", Optional.empty()),
              Map.of())) {
        assertEquals(Optional.of("the database system is tired"), asking.ask(LONG));
      }
    }
  }

  @Test
  void aPasswordThatTheServerRepeatsIsNotShown() throws Exception {
    try (ScriptedPostgres other = new ScriptedPostgres()) {
      other.wantPassword("s3cret");
      other.answer("SELECT 1", new Answer.Failure("42501", "not with s3cret"));
      try (SqlClient asking =
          new SqlClient(
              other.address(),
              new SqlSpec(
                  "app", Optional.of(new Secret.InEnvironment("PW")), "app", Optional.empty()),
              Map.of("PW", "s3cret"))) {
        assertEquals(Optional.of("not with ***"), asking.ask(LONG));
      }
    }
  }

  @Test
  void silenceFailsAtTheLimit() throws Exception {
    try (ScriptedPostgres mute = new ScriptedPostgres()) {
      mute.answer("SELECT 1", new Answer.Silence());
      try (SqlClient asking =
          new SqlClient(
              mute.address(),
              new SqlSpec("app", Optional.empty(), "app", Optional.empty()),
              Map.of())) {
        long start = System.nanoTime();
        assertEquals(Optional.of("no answer in time"), asking.ask(SHORT));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
      }
    }
  }

  @Test
  void whoHangsUpBeforeTheLoginIsDoneIsSaidToHaveDoneSo() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(rude));
      try (SqlClient asking =
          new SqlClient(
              new HostPort("127.0.0.1", rude.getLocalPort()),
              new SqlSpec("app", Optional.empty(), "app", Optional.empty()),
              Map.of())) {
        assertEquals(Optional.of("the connection was closed before its answer"), asking.ask(LONG));
      }
    }
  }

  private static void hangUp(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.skipNBytes(in.readInt() - Integer.BYTES);
      } catch (IOException gone) {
        // The driver may come again.
      }
    }
  }
}
