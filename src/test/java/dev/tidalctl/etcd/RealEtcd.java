package dev.tidalctl.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Members of one etcd cluster on free loopback ports. Each is ended by its own shell when the pipe
 * to it closes, so also when this process is killed.
 */
public final class RealEtcd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/etcd");
  private static final String SHELL = "\"$@\" & e=$!; cat >/dev/null; kill -9 $e; wait $e";

  private final List<URI> endpoints = new ArrayList<>();
  private final List<Process> members = new ArrayList<>();

  private RealEtcd() {}

  /**
   * Starts a cluster; returns before it answers.
   *
   * @param folder for its data
   * @param size number of members
   * @param more options for each
   */
  public static RealEtcd start(Path folder, int size, String scheme, String... more) {
    RealEtcd cluster = new RealEtcd();
    List<String> peers = new ArrayList<>();
    List<Integer> ports = freePorts(2 * size);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < size; i++) {
      cluster.endpoints.add(URI.create(scheme + "://127.0.0.1:" + ports.get(2 * i)));
      peers.add("http://127.0.0.1:" + ports.get(2 * i + 1));
      all.append(i == 0 ? "" : ",").append("m").append(i).append('=').append(peers.get(i));
    }
    for (int i = 0; i < size; i++) {
      List<String> argv = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", PROGRAM.toString()));
      String client = cluster.endpoints.get(i).toString();
      argv.addAll(List.of("--name", "m" + i, "--data-dir", folder.resolve("m" + i).toString()));
      argv.addAll(List.of("--listen-client-urls", client, "--advertise-client-urls", client));
      argv.addAll(List.of("--listen-peer-urls", peers.get(i)));
      argv.addAll(List.of("--initial-advertise-peer-urls", peers.get(i)));
      argv.addAll(List.of("--initial-cluster", all.toString(), "--log-level", "error"));
      argv.addAll(List.of(more));
      try {
        cluster.members.add(
            new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("m" + i + ".log").toFile())
                .start());
      } catch (IOException e) {
        cluster.close();
        throw new UncheckedIOException(e);
      }
    }
    return cluster;
  }

  /** Waits until {@code answers} says so, a minute at most. */
  public void await(java.util.function.BooleanSupplier answers) {
    long begun = System.nanoTime();
    while (!answers.getAsBoolean()) {
      if (System.nanoTime() - begun > Duration.ofSeconds(60).toNanos()) {
        throw new AssertionError("etcd does not answer at " + endpoints);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Where its members take calls. */
  public List<URI> endpoints() {
    return List.copyOf(endpoints);
  }

  /** Ends one member. */
  void kill(int member) {
    end(members.get(member));
  }

  private static void end(Process member) {
    try {
      member.getOutputStream().close();
      if (!member.waitFor(10, TimeUnit.SECONDS)) {
        member.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    members.forEach(RealEtcd::end);
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
