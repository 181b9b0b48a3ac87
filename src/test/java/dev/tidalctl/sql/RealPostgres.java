package dev.tidalctl.sql;

import dev.tidalctl.topology.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL 15 on loopback, from Debian's package: a primary, or a standby of one. It runs as
 * the user {@code postgres} when the tests are root's, in a folder of its own under the system's
 * temporary one, and is ended by its process id.
 */
public final class RealPostgres implements AutoCloseable {
  public static final String SUPERUSER = "postgres";
  public static final String PASSWORD = "pw-of-the-tests";

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final boolean ROOT = System.getProperty("user.name").equals("root");
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final Process process;

  private RealPostgres(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** A primary with one slot, {@code standby}, and small WAL files. */
  public static RealPostgres primary() throws Exception {
    Path folder = folder();
    Path password = folder.resolve("pw");
    Files.writeString(password, PASSWORD);
    owned(password);
    run(
        folder,
        PROGRAMS.resolve("initdb").toString(),
        "-D",
        folder.resolve("data").toString(),
        "-U",
        SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--wal-segsize=1",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C");
    certificate(folder, "server");
    return start(folder);
  }

  /** A standby of {@code primary}, through its slot. */
  static RealPostgres standbyOf(RealPostgres primary) throws Exception {
    Path folder = folder();
    run(
        folder,
        Map.of("PGPASSWORD", PASSWORD),
        PROGRAMS.resolve("pg_basebackup").toString(),
        "-D",
        folder.resolve("data").toString(),
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(primary.port),
        "-U",
        SUPERUSER,
        "-R",
        "-C",
        "-S",
        "standby",
        "-c",
        "fast",
        "--no-sync");
    return start(folder);
  }

  private static RealPostgres start(Path folder) throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(PROGRAMS.resolve("postgres").toString());
    command.addAll(List.of("-D", folder.resolve("data").toString()));
    Map.of(
            "port", Integer.toString(port),
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", folder.toString(),
            "fsync", "off",
            "shared_buffers", "16MB",
            "max_slot_wal_keep_size", "64MB",
            "max_standby_streaming_delay", "-1",
            "ssl", "on",
            "log_min_messages", "fatal")
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Process process =
        new ProcessBuilder(unprivileged(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RealPostgres started = new RealPostgres(folder, port, process);
    started.awaitAnswer();
    return started;
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", port);
  }

  /** Shows another certificate to clients from now on: that of the test resources so named. */
  void show(String certificate) throws Exception {
    certificate(folder, certificate);
    try (Connection connection = connect("reload")) {
      execute(connection, "SELECT pg_reload_conf()");
    }
  }

  /** A superuser's session under this name. */
  Connection connect(String application) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", PASSWORD);
    properties.setProperty("ApplicationName", application);
    properties.setProperty("loginTimeout", "60");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect("setup")) {
      for (String statement : statements) {
        execute(connection, statement);
      }
    }
  }

  static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  long number(String query) throws SQLException {
    try (Connection connection = connect("question");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Stops it in its tracks; only {@link #close} is of use afterwards. */
  void freeze() throws Exception {
    signal("-STOP");
  }

  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        signal("-CONT");
        signal("-INT");
      }
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      delete(folder);
    }
  }

  private void signal(String which) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", which, Long.toString(process.pid())).start();
    kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void awaitAnswer() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        connect("awake").close();
        return;
      } catch (SQLException notYet) {
        if (System.nanoTime() > until || !process.isAlive()) {
          String log = Files.readString(folder.resolve("log"));
          close();
          throw new IOException("PostgreSQL did not come up: " + log, notYet);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static Path folder() throws Exception {
    Path folder = Files.createTempDirectory("tidalctl-pg");
    owned(folder);
    return folder;
  }

  private static void certificate(Path folder, String name) throws Exception {
    Path resources = Path.of("src/test/resources/dev/tidalctl/http");
    for (String kind : List.of(".key", ".crt")) {
      Path file = folder.resolve("data/server" + kind);
      Files.deleteIfExists(file);
      Files.copy(resources.resolve(name + kind.replace("crt", "pem")), file);
      file.toFile().setReadable(false, false);
      file.toFile().setReadable(true, true);
      owned(file);
    }
  }

  private static void owned(Path file) throws Exception {
    if (ROOT) {
      Files.setOwner(
          file,
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SUPERUSER));
    }
  }

  private static List<String> unprivileged(List<String> command) {
    return ROOT
        ? Stream.concat(
                Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"),
                command.stream())
            .toList()
        : command;
  }

  private static void run(Path folder, String... command) throws Exception {
    run(folder, Map.of(), command);
  }

  private static void run(Path folder, Map<String, String> environment, String... command)
      throws Exception {
    Path log = folder.resolve("setup.log");
    ProcessBuilder builder =
        new ProcessBuilder(unprivileged(List.of(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command[0] + " failed: " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
