package dev.tidalctl.it;

import dev.tidalctl.testing.hostile.HostileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster file for the two nodes that a hostile server speaks for. */
final class FakeCluster {
  private FakeCluster() {}

  /** Writes it. */
  static Path file(Path folder, HostileServer server) throws IOException {
    String port = server.endpoint().getPort() + "";
    return Files.writeString(
        folder.resolve("fake-" + port + ".yaml"),
        """
        apiVersion: tidalctl/v1
        name: sandbox
        driver: tidal
        controlPlane: { endpoints: ["%s"] }
        nodes:
          - { name: node-0, shard: 0 }
          - { name: node-1, shard: 1 }
        upgrade: { command: ["true"] }
        state: { dir: state-%s }
        """
            .formatted(server.endpoint(), port));
  }

  /**
   * Writes one for a node under Patroni, for which it speaks.
   *
   * @param password the key for it
   */
  static Path underPatroni(Path folder, HostileServer server, String password) throws IOException {
    return Files.writeString(
        folder.resolve("patroni-" + server.endpoint().getPort() + ".yaml"),
        """
        apiVersion: tidalctl/v1
        name: main
        driver: patroni
        nodes: [{ name: node-1, url: "%s" }]
        patroni: { scope: main, auth: { user: admin, %s } }
        upgrade: { restart: true }
        routing: { none: acknowledged }
        state: { dir: state-%d, scope: this-machine }
        """
            .formatted(server.endpoint(), password, server.endpoint().getPort()));
  }
}
