package dev.tidalctl.pg;

import dev.tidalctl.testing.Unprivileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another PgBouncer in front of a cluster, set up as its own one, which others write through. */
final class SecondPgbouncer implements AutoCloseable {
  /** By which the cluster knows its port. */
  static final String NAME = "pgbouncer2";

  private final RealPostgres cluster;
  private final Unprivileged program;
  private Process process;

  private SecondPgbouncer(RealPostgres cluster, Unprivileged program, Process process) {
    this.cluster = cluster;
    this.program = program;
    this.process = process;
  }

  /** Starts it, on a port of its own. */
  static SecondPgbouncer of(RealPostgres cluster) throws Exception {
    int port = Unprivileged.freePort();
    Path first = cluster.dir().resolve("pgbouncer");
    Unprivileged program = new Unprivileged();
    program.write("users.txt", Files.readString(first.resolve("users.txt")));
    program.write(
        "pgbouncer.ini",
        Files.readString(first.resolve("pgbouncer.ini"))
            .replaceFirst("listen_port = \\d+", "listen_port = " + port));
    SecondPgbouncer second = new SecondPgbouncer(cluster, program, launch(program));
    cluster.alsoAt(NAME, port);
    second.awaitAnswer();
    return second;
  }

  /** Whoever works with both. */
  OnCall operator() throws IOException {
    String first = "\"127.0.0.1:" + cluster.port("pgbouncer") + "\"";
    return OnCall.with(cluster, first, first + ", \"127.0.0.1:" + cluster.port(NAME) + "\"");
  }

  void stop() throws InterruptedException {
    Unprivileged.end(process);
  }

  void start() throws Exception {
    process = launch(program);
    awaitAnswer();
  }

  private static Process launch(Unprivileged program) throws IOException {
    return program.start("/usr/sbin/pgbouncer", "pgbouncer.ini");
  }

  private void awaitAnswer() throws Exception {
    Console console = new Console(cluster, NAME);
    Await.until("a second PgBouncer", console::answers);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    program.close();
  }
}
