package dev.tidalctl.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cluster files for tests. */
final class ClusterFiles {
  private static final String NODES =
      """
      nodes:
        - { name: node-0, shard: 0, zone: a }
        - { name: node-1, shard: 1, zone: b }
        - { name: node-2, shard: 2, zone: c }
      """;

  private ClusterFiles() {}

  /** Names the three nodes of the sample cluster, and an upgrade that needs a version. */
  static Path valid(Path folder) {
    return write(
        folder,
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: tidal
        controlPlane: { endpoints: ["http://127.0.0.1:7400"] }
        policy: { soak: 0s }
        upgrade: { command: [sh, -c, "echo {node} {version}"] }
        """
            + "state: { dir: '"
            + folder
            + "' }\n"
            + NODES);
  }

  /** The same with its journals in etcd, at two addresses. */
  static Path withEtcd(Path folder) {
    try {
      return write(
          folder,
          Files.readString(valid(folder))
              .replace(
                  "' }\n",
                  "', etcd: { endpoints: [\"http://127.0.0.1:1\", \"http://127.0.0.1:2\"] } }\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with hooks. */
  static Path withHooks(Path folder) {
    try {
      return write(folder, Files.readString(valid(folder)) + "hooks: { beforeNode: [\"true\"] }\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with a probe. */
  static Path withProbe(Path folder, String probe) {
    try {
      return write(folder, Files.readString(valid(folder)) + "probe: " + probe + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A valid file of the other driver. */
  static Path patroni(Path folder) {
    return write(
        folder,
        """
        apiVersion: tidalctl/v1
        name: pg
        driver: patroni
        patroni: { scope: main }
        nodes: [ { name: n1, url: "http://127.0.0.1:8008" } ]
        """);
  }

  /** Two problems. */
  static Path invalid(Path folder) {
    return write(folder, "apiVersion: tidalctl/v1\ndrivr: tidal\n" + NODES);
  }

  private static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("prod.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
