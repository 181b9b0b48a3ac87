package dev.tidalctl.pg;

import dev.tidalctl.it.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PgBouncer's admin console, used by the test itself. */
final class Console {
  private static final int PAUSED = 11;

  private final RealPostgres cluster;
  private final String name;

  Console(RealPostgres cluster) {
    this(cluster, "pgbouncer");
  }

  /**
   * One of several.
   *
   * @param name of its port
   */
  Console(RealPostgres cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** Whether anybody is there. */
  boolean answers() throws IOException, InterruptedException {
    return psql("-c", "SHOW VERSION").await().code() == 0;
  }

  /** Whether the database is held now. */
  boolean holds() throws IOException, InterruptedException {
    return psql("-c", "SHOW DATABASES")
        .await()
        .exits(0)
        .out()
        .lines()
        .anyMatch(line -> isHeld(line, true));
  }

  /** Has it carry out a command. */
  void tell(String command) throws IOException, InterruptedException {
    psql("-c", command).await().exits(0);
  }

  /** Begins to look ten times a second; ends when closed. */
  Watch watch() throws IOException {
    Path script =
        Files.writeString(cluster.dir().resolve("watch.sql"), "SHOW DATABASES \\watch 0.1\n");
    return new Watch(psql("-f", script.toString()));
  }

  private Launched psql(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("psql", "-X", "-q", "-A", "-t", "-w", "-h", "127.0.0.1", "-U", "ops"));
    command.addAll(List.of("-p", Integer.toString(cluster.port(name)), "-d", "pgbouncer"));
    command.addAll(List.of(more));
    ProcessBuilder psql = new ProcessBuilder(command);
    psql.environment().put("PGPASSFILE", cluster.dir().resolve("secrets/pgpass").toString());
    return Launched.start(psql);
  }

  private static boolean isHeld(String line, boolean held) {
    String[] fields = line.split("\\|", -1);
    return fields[0].equals("app") && fields[PAUSED].equals(held ? "1" : "0");
  }

  /** Looks at whether the database is held. */
  static final class Watch implements AutoCloseable {
    private final Launched psql;
    private int lines;

    private Watch(Launched psql) {
      this.psql = psql;
    }

    /** Waits until the database is held, or is not. */
    void await(boolean held) throws InterruptedException {
      for (Optional<String> line = psql.line(lines); line.isPresent(); line = psql.line(lines)) {
        lines++;
        if (isHeld(line.get(), held)) {
          return;
        }
      }
      throw new AssertionError("the console is gone: " + psql.said());
    }

    @Override
    public void close() {
      psql.close();
    }
  }
}
