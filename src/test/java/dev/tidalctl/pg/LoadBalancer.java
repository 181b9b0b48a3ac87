package dev.tidalctl.pg;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The real cluster's HAProxy, asked by its runtime API, without any of the product's code. */
final class LoadBalancer {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RealPostgres cluster;

  LoadBalancer(RealPostgres cluster) {
    this.cluster = cluster;
  }

  /** Opens every server, and waits until one takes writes and all others reads. */
  void reset() throws IOException, InterruptedException {
    for (String node : cluster.nodes()) {
      ask("set server pg_read/" + node + " state ready");
      ask("set server pg_write/" + node + " state ready");
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (up("pg_write") != 1 || up("pg_read") != cluster.nodes().size() - 1) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("HAProxy is not at rest: " + ask("show stat"));
      }
      Thread.sleep(100);
    }
  }

  private long up(String backend) throws IOException {
    return ask("show stat")
        .lines()
        .map(line -> List.of(line.split(",", -1)))
        .filter(row -> row.getFirst().equals(backend) && row.size() > 17)
        .filter(row -> !row.get(1).equals("BACKEND") && row.get(17).equals("UP"))
        .count();
  }

  private String ask(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cluster.port("api"))) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
