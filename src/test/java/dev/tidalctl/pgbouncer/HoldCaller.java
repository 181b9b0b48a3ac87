package dev.tidalctl.pgbouncer;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.traffic.WriteGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that holds writes until it is killed: one to be killed in a test. */
final class HoldCaller {
  private HoldCaller() {}

  /** Takes the search path, the longest pause in milliseconds, the user, and ports of consoles. */
  public static void main(String[] args) throws InterruptedException {
    List<HostPort> consoles = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      consoles.add(new HostPort("127.0.0.1", Integer.parseInt(args[i])));
    }
    PgbouncerSpec spec =
        new PgbouncerSpec(
            consoles,
            List.of("app"),
            args[2],
            Optional.of(new Secret.InEnvironment("PW")),
            Optional.empty(),
            Duration.ofMillis(Long.parseLong(args[1])));
    try (PgbouncerGate gate =
        new PgbouncerGate(spec, Map.of("PATH", args[0], "PW", System.getenv("PW")))) {
      Reply<WriteGate.Held> held = gate.hold();
      System.out.println(held);
      TimeUnit.MINUTES.sleep(2);
    }
  }

  /** Starts one, first of a session of its own. */
  static Process start(String path, Duration maxPause, String user, String password, int... ports)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                home(HoldCaller.class) + ":" + home(PgbouncerGate.class),
                HoldCaller.class.getName(),
                path,
                Long.toString(maxPause.toMillis()),
                user));
    for (int port : ports) {
      words.add(Integer.toString(port));
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("PW", password);
    return builder.start();
  }

  private static String home(Class<?> of) {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
