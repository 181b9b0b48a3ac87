package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.WriteGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that has new writes wait until it is killed: one to be killed in a test. */
final class QueueCaller {
  private static final int TRIES = 20;

  private QueueCaller() {}

  /** Takes the port of a runtime API, and what it speaks TLS by: authorities, certificate, key. */
  public static void main(String[] args) throws InterruptedException {
    HaproxyEndpoint endpoint =
        new HaproxyEndpoint.Tcp(new HostPort("127.0.0.1", Integer.parseInt(args[0])));
    try (HaproxyRoutes routes =
        new HaproxyRoutes(
            new ReadRouting.Haproxy(
                List.of(endpoint),
                tls(args),
                "pg_read",
                Optional.of("pg_write"),
                Map.of("n1", "n1", "n2", "n2", "n3", "n3"),
                false,
                new SessionPolicy(Duration.ofSeconds(1), SessionPolicy.Then.CUT)),
            System.getenv("PATH"))) {
      Reply<WriteGate.Held> held = routes.queueWrites(new NodeName("n1"));
      // A Java that has just begun may take longer for its first question than that may take.
      for (int i = 0; i < TRIES && held instanceof Reply.Unreachable; i++) {
        held = routes.queueWrites(new NodeName("n1"));
      }
      System.out.println(held);
      TimeUnit.MINUTES.sleep(2);
    }
  }

  private static Optional<Tls> tls(String[] args) {
    return args.length == 1
        ? Optional.empty()
        : Optional.of(
            new Tls(
                Optional.of(Path.of(args[1])),
                Optional.of(new Tls.ClientCertificate(Path.of(args[2]), Path.of(args[3])))));
  }

  /** Starts one. */
  static Process start(HaproxyEndpoint.Tcp endpoint, Path... tls) throws IOException {
    ProcessBuilder caller =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            home(QueueCaller.class) + ":" + home(HaproxyRoutes.class),
            QueueCaller.class.getName(),
            Integer.toString(endpoint.address().port()));
    for (Path each : tls) {
      caller.command().add(each.toString());
    }
    return caller.redirectErrorStream(true).start();
  }

  private static String home(Class<?> of) {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
