package dev.tidalctl.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidalctl.testing.postgres.ScriptedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.Headers;
import okio.ByteString;

/**
 * All that the driver for Patroni speaks to, none of which keeps a secret: whoever asks is told the
 * password that it came with, or the one that it should have come with. Node n1 is sound, so that
 * the others are asked at all.
 */
final class RepeatingPeers implements AutoCloseable {
  static final String REST = "canary-rest-71c0";
  static final String ETCD = "canary-etcd-2f9e";
  static final String TOKEN = "canary-token-88ab";
  static final String CONSOLE = "canary-console-d34f";
  static final String SQL = "canary-sql-09b7";

  private static final String PSQL =
      """
      #!/bin/sh
      cat "$PGPASSFILE" >> 'FOLDER/came-with'
      echo "psql: error: connection to server at \\"127.0.0.1\\", port 1 failed: FATAL:  not CANARY" >&2
      exit 2
      """;

  private final Path folder;
  private final MockWebServer sound = new MockWebServer();
  private final MockWebServer repeating = new MockWebServer();
  private final MockWebServer etcd = new MockWebServer();
  private final ScriptedPostgres postgres = new ScriptedPostgres();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** With a program {@code psql} in that folder. */
  RepeatingPeers(Path folder) throws IOException {
    this.folder = folder;
    Path psql = folder.resolve("psql");
    Files.writeString(psql, PSQL.replace("FOLDER", folder.toString()).replace("CANARY", CONSOLE));
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    serve(sound, this::soundly);
    serve(repeating, request -> elsewhere());
    serve(etcd, this::asEtcd);
    postgres.answer("", new ScriptedPostgres.Answer.Failure("42501", "not with " + SQL));
  }

  /** What the peers were told of the secrets. */
  Set<String> seen() throws IOException {
    Path consoles = folder.resolve("came-with");
    if (Files.exists(consoles) && Files.readString(consoles).contains(CONSOLE)) {
      seen.add(CONSOLE);
    }
    if (postgres.logins() > 0) {
      seen.add(SQL);
    }
    return Set.copyOf(seen);
  }

  /** From now on the password of PostgreSQL's user is asked for. */
  void askPostgresForPassword() {
    postgres.wantPassword(SQL);
  }

  /** A cluster file that names them, with secrets from the environment. */
  Path clusterFile(String name) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: patroni
        patroni: { scope: main, auth: { user: admin, passwordEnv: CANARY_REST } }
        nodes:
          - { name: n1, url: "http://127.0.0.1:%d" }
          - { name: n2, url: "http://127.0.0.1:%d" }
        upgrade: { restart: true }
        routing:
          haproxy: { endpoints: ["127.0.0.1:1"], readBackend: r, writeBackend: w }
          pgbouncer: { consoles: ["127.0.0.1:1"], databases: [app], user: ops, passwordEnv: CANARY_CONSOLE }
        sql: { user: ops, passwordEnv: CANARY_SQL, database: app }
        state: { dir: state, etcd: { endpoints: ["http://127.0.0.1:%d"], auth: { user: ops, passwordEnv: CANARY_ETCD } } }
        """
            .formatted(sound.getPort(), repeating.getPort(), etcd.getPort()));
  }

  private interface Answering {
    MockResponse to(RecordedRequest request) throws IOException;
  }

  private void serve(MockWebServer server, Answering answering) throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            note(request);
            try {
              return answering.to(request);
            } catch (IOException e) {
              return new MockResponse(500, Headers.of(), e.toString());
            }
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private void note(RecordedRequest request) {
    String sent = String.valueOf(request.getHeaders().get("Authorization"));
    ByteString body = Objects.requireNonNullElse(request.getBody(), ByteString.EMPTY);
    if (sent.equals(Credentials.basic("admin", REST))) {
      seen.add(REST);
    }
    if (sent.equals(TOKEN)) {
      seen.add(TOKEN);
    }
    if (body.utf8().contains(ETCD)) {
      seen.add(ETCD);
    }
  }

  private MockResponse soundly(RecordedRequest request) throws IOException {
    return switch (request.getTarget()) {
      case "/patroni" -> json(200, recorded("leader"));
      case "/cluster" ->
          json(
              200,
              recorded("cluster")
                  .replace("\"port\":25691", "\"port\":" + postgres.address().port()));
      case "/config" -> json(200, recorded("config"));
      case "/history" -> json(200, recorded("history"));
      case "/primary" -> json(200, recorded("leader"));
      default -> json(503, recorded("leader"));
    };
  }

  private static MockResponse elsewhere() {
    String location = "http://elsewhere.example/?with=" + REST;
    return new MockResponse(307, Headers.of("Location", location), "");
  }

  /** Gives a token to every other who asks, and never tells what is kept. */
  private MockResponse asEtcd(RecordedRequest request) {
    if (!request.getTarget().equals("/v3/auth/authenticate")) {
      return json(400, error("not with " + TOKEN));
    }
    return asked.getAndIncrement() % 2 == 0
        ? json(400, error("not with " + ETCD))
        : json(200, "{\"header\":{\"revision\":\"5\"},\"token\":\"" + TOKEN + "\"}");
  }

  private static String error(String words) {
    return "{\"error\":\"%s\",\"code\":3,\"message\":\"%s\"}".formatted(words, words);
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse(status, Headers.of("Content-Type", "application/json"), body);
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RepeatingPeers.class.getResourceAsStream(
                "/dev/tidalctl/patroni/recorded/4.1.5/" + name + ".json"))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    sound.close();
    repeating.close();
    etcd.close();
    postgres.close();
  }
}
