package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of the scripts in {@code src/it}, in a folder of its own. Closing it ends all of it; if
 * this process ends before, its watchdog does.
 */
public final class RealPostgres implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/it/pg").toAbsolutePath();
  private static final Path LOGS = Path.of("target/postgres-logs");

  private final Path parent;
  private final Path dir;
  private final Properties settings = new Properties();
  private String password = "";

  private RealPostgres(Path parent) {
    this.parent = parent;
    this.dir = parent.resolve("pg");
  }

  /** Brings one up; it takes the options of {@code pg up}. */
  public static RealPostgres up(String... options) throws IOException, InterruptedException {
    RealPostgres cluster = new RealPostgres(newFolder());
    try {
      cluster.begin(options);
      return cluster;
    } catch (IOException | InterruptedException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** A folder that PostgreSQL's own user can enter. */
  static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory("tidalctl");
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** Starts a verb of the scripts, on any folder. */
  static Launched start(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(words);
    return Launched.start(new ProcessBuilder(command));
  }

  private void begin(String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("up", dir.toString()));
    words.addAll(List.of("--with", Long.toString(ProcessHandle.current().pid())));
    words.addAll(List.of(options));
    start(words).await().exits(0);
    try (Reader reader = Files.newBufferedReader(dir.resolve("settings"))) {
      settings.load(reader);
    }
    password = Files.readString(dir.resolve("secrets/app")).strip();
  }

  /** Does to it what {@code pg help} names; fails if that fails. */
  public Outcome pg(String verb, String... arguments) throws IOException, InterruptedException {
    return tryPg(verb, arguments).exits(0);
  }

  /** Does likewise, whatever comes of it. */
  public Outcome tryPg(String verb, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(verb, dir.toString()));
    words.addAll(List.of(arguments));
    return start(words).await();
  }

  public Path dir() {
    return dir;
  }

  public Path clusterFile() {
    return dir.resolve("cluster.yaml");
  }

  /** The cluster file with a part replaced, beside the original. */
  public Path clusterFileWith(String name, String old, String changed) throws IOException {
    String text = Files.readString(clusterFile());
    String edited = text.replaceFirst(old, Matcher.quoteReplacement(changed));
    assertTrue(!edited.equals(text), () -> "no '" + old + "' in\n" + text);
    return Files.writeString(dir.resolve(name), edited);
  }

  /** The nodes' names, from {@code n1} on. */
  public List<String> nodes() {
    return IntStream.rangeClosed(1, port("nodes")).mapToObj(number -> "n" + number).toList();
  }

  /** Where something listens: {@code etcd}, {@code read}, {@code n1}, {@code n1_rest}... */
  public int port(String name) {
    return Integer.parseInt(settings.getProperty(name));
  }

  /** A service that a test adds. */
  void alsoAt(String name, int port) {
    settings.setProperty(name, Integer.toString(port));
  }

  /**
   * Connects to the database {@code app} as its owner; nothing waits longer than the limit.
   *
   * @param port a node's, PgBouncer's, or one of HAProxy's
   */
  public Connection connect(int port, Duration limit) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "app");
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Long.toString(limit.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(limit.toSeconds()));
    // PgBouncer hands each transaction to another server, which knows no statement of the last.
    properties.setProperty("prepareThreshold", "0");
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/app", properties);
  }

  /** The node that takes writes, asked of PostgreSQL itself. */
  public String leader() throws IOException, InterruptedException {
    List<String> leaders = new ArrayList<>();
    for (String node : nodes()) {
      if (tryPg("sql", node, "SELECT pg_is_in_recovery()").out().strip().equals("f")) {
        leaders.add(node);
      }
    }
    assertEquals(1, leaders.size(), () -> "leaders: " + leaders);
    return leaders.getFirst();
  }

  /** A node that follows, the first by name. */
  public String follower() throws IOException, InterruptedException {
    String leader = leader();
    return nodes().stream().filter(node -> !node.equals(leader)).findFirst().orElseThrow();
  }

  /** When each node's PostgreSQL was started; empty for one that is down. */
  Map<String, String> startTimes() throws IOException, InterruptedException {
    Map<String, String> times = new TreeMap<>();
    for (String node : nodes()) {
      times.put(node, tryPg("sql", node, "SELECT pg_postmaster_start_time()").out());
    }
    return times;
  }

  /** Ends it and deletes its folder, once its logs have been kept for whoever wonders. */
  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(dir)) {
        start(List.of("down", dir.toString())).await().exits(0);
        keepLogs();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the cluster in " + dir + " was taken down", e);
    }
    delete(parent);
  }

  private void keepLogs() throws IOException {
    Path kept = Files.createDirectories(LOGS.resolve(parent.getFileName()));
    try (Stream<Path> services = Files.list(dir)) {
      for (Path service : services.toList()) {
        Path log = service.resolve("output.log");
        if (Files.exists(log)) {
          Files.copy(
              log,
              kept.resolve(service.getFileName() + ".log"),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
