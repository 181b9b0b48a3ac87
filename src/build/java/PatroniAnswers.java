import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a cluster of two nodes under Patroni answers who looks at it, with its etcd, its HAProxy and
 * its leader's PostgreSQL, so that a rehearsal loads what such a look takes.
 */
final class PatroniAnswers implements AutoCloseable {
  private static final String NODE =
      """
      {"state":"running","postmaster_start_time":"2026-11-22 22:44:54.566108+00:00",
      "role":"%s","server_version":150018,"xlog":{%s},"timeline":1,"replication":[%s],
      "dcs_last_seen":1795387509,"tags":{"version":"1.0.0"},
      "database_system_identifier":"7711130556028652752",
      "patroni":{"version":"4.1.5","scope":"main"}}
      """;
  private static final String LEADER =
      NODE.formatted(
          "primary",
          "\"location\":67108960",
          """
          {"usename":"replicator","application_name":"n2","client_addr":"127.0.0.1",
          "state":"streaming","sync_state":"async","sync_priority":0}
          """);
  private static final String STANDBY =
      NODE.formatted(
          "replica",
          """
          "received_location":67108960,"replayed_location":67108960,
          "replayed_timestamp":"2026-11-23 08:31:22.601925+00:00","paused":false
          """,
          "");
  private static final String MEMBERS =
      """
      {"members":[{"name":"n1","role":"leader","state":"running","host":"127.0.0.1","port":%d,
      "api_url":"http://127.0.0.1:%d/patroni","timeline":1,"tags":{"version":"1.0.0"}},
      {"name":"n2","role":"replica","state":"running","host":"127.0.0.1","port":9,
      "api_url":"http://127.0.0.1:%d/patroni","timeline":1,"tags":{"version":"1.0.0"},"lag":0}],
      "scope":"main"}
      """;
  private static final String NOTHING_STORED =
      """
      {"header":{"cluster_id":"1","member_id":"1","revision":"235","raft_term":"2"}}
      """;

  private final Optional<SelfSigned> identity;
  private final HttpServer leader;
  private final HttpServer standby;
  private final HaproxyAnswers haproxy = new HaproxyAnswers();
  private final PostgresAnswers postgres = new PostgresAnswers();

  /**
   * Answers on loopback.
   *
   * @param identity with which Patroni and etcd speak TLS; without, they do not
   */
  PatroniAnswers(Optional<SelfSigned> identity) throws IOException {
    this.identity = identity;
    leader = http();
    standby = http();
    answer(leader, "/patroni", LEADER);
    answer(standby, "/patroni", STANDBY);
    answer(leader, "/cluster", MEMBERS.formatted(postgres.port(), port(leader), port(standby)));
    answer(leader, "/config", "{\"ttl\":30,\"loop_wait\":10}");
    answer(leader, "/history", "[]");
    answer(leader, "/v3/kv/range", NOTHING_STORED);
    leader.start();
    standby.start();
  }

  private HttpServer http() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (identity.isEmpty()) {
      return HttpServer.create(any, 0);
    }
    HttpsServer server = HttpsServer.create(any, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.get().context()));
    return server;
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }

  /** Writes a cluster file of it. */
  Path clusterFile(Path folder) throws IOException {
    Path secret = folder.resolve("password");
    Files.writeString(secret, PostgresAnswers.PASSWORD);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        folder.resolve("patroni.yaml"),
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: patroni
        patroni:
          { scope: main, versionFrom: "tag:version", auth: { user: admin, passwordFile: password }%5$s }
        nodes:
          - { name: n1, url: "%4$s://127.0.0.1:%1$d" }
          - { name: n2, url: "%4$s://127.0.0.1:%2$d" }
        policy: { minServing: 1, maxUnavailable: 1, soak: 0s }
        upgrade:
          command: ["/usr/bin/upgrade", "{node}", "{version}"]
        routing:
          haproxy: { endpoints: ["127.0.0.1:%3$d"], readBackend: read, writeBackend: write }
          pgbouncer:
            { consoles: ["127.0.0.1:9"], databases: [app], user: ops, passwordFile: password }
        sql: { user: ops, passwordFile: password, database: app }
        state: { dir: state, etcd: { endpoints: ["%4$s://127.0.0.1:%1$d"]%5$s } }
        """
            .formatted(
                port(leader),
                port(standby),
                haproxy.port(),
                identity.isPresent() ? "https" : "http",
                identity.map(it -> ", tls: { ca: " + it.certificate() + " }").orElse("")));
  }

  @Override
  public void close() throws IOException {
    leader.stop(0);
    standby.stop(0);
    haproxy.close();
    postgres.close();
  }
}
