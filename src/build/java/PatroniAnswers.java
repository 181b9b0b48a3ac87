import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one node under Patroni answers, so that a rehearsal loads what a look at such a cluster
 * takes. Its etcd, HAProxy and PostgreSQL do not answer.
 */
final class PatroniAnswers implements AutoCloseable {
  private static final String NODE =
      """
      {"state":"running","postmaster_start_time":"2026-11-22 22:44:54.566108+00:00",
      "role":"primary","server_version":150018,"xlog":{"location":67108960},"timeline":1,
      "replication":[],"dcs_last_seen":1795387509,"tags":{},
      "database_system_identifier":"7711130556028652752",
      "patroni":{"version":"4.1.5","scope":"main","name":"n1"}}
      """;
  private static final String CLUSTER =
      """
      {"members":[{"name":"n1","role":"leader","state":"running","host":"127.0.0.1","port":1,
      "api_url":"http://127.0.0.1:1/patroni","timeline":1}],"scope":"main"}
      """;

  private final HttpServer server;

  /** Answers on loopback. */
  PatroniAnswers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/patroni", NODE);
    answer("/cluster", CLUSTER);
    answer("/config", "{\"ttl\":30,\"loop_wait\":10}");
    answer("/history", "[]");
    server.start();
  }

  private void answer(String path, String json) {
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

  /** Writes a cluster file of it. */
  Path clusterFile(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("patroni.yaml"),
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: patroni
        patroni: { scope: main }
        nodes: [ { name: n1, url: "http://127.0.0.1:%d" } ]
        routing: { haproxy: { endpoints: ["127.0.0.1:9"], readBackend: read, writeBackend: write } }
        state: { etcd: { endpoints: ["http://127.0.0.1:9"] } }
        upgrade: { restart: true }
        """
            .formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
