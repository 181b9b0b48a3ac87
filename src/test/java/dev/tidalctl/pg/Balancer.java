package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** HAProxy, asked by the test itself: what clients are sent to, whatever the tool says. */
final class Balancer {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration HEALTH = Duration.ofMinutes(2);
  private static final int FORCED_MAINTENANCE = 1;
  private static final int FORCED_DRAIN = 8;
  private static final int BACKEND = 1;
  private static final int SERVER = 3;
  private static final int ADMIN_STATE = 6;
  private static final int STATUS = 17;

  private final RealPostgres cluster;
  private final String name;

  /** One look. */
  private interface Looked {
    boolean atIt() throws IOException, InterruptedException;
  }

  Balancer(RealPostgres cluster) {
    this(cluster, "haproxy");
  }

  /**
   * One of several.
   *
   * @param name of its folder
   */
  Balancer(RealPostgres cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** Closes a node to readers, as somebody does who knows nothing of the tool. */
  void drain(String node) throws IOException {
    ask("set server pg_read/" + node + " state drain");
  }

  /** Opens it again. */
  void open(String node) throws IOException {
    ask("set server pg_read/" + node + " state ready");
  }

  /** Opens every server, and waits until one takes writes and all others reads. */
  void reset() throws IOException, InterruptedException {
    for (String node : cluster.nodes()) {
      open(node);
      ask("set server pg_write/" + node + " state ready");
    }
    await(this::atRest);
  }

  /** The nodes that somebody closed to readers. */
  Set<String> closed() throws IOException {
    return ask("show servers state pg_read")
        .lines()
        .map(line -> line.split(" "))
        .filter(fields -> fields.length > ADMIN_STATE && fields[BACKEND].equals("pg_read"))
        .filter(
            fields ->
                (Integer.parseInt(fields[ADMIN_STATE]) & (FORCED_DRAIN | FORCED_MAINTENANCE)) != 0)
        .map(fields -> fields[SERVER])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until the nodes that are closed are as asked for. */
  void await(Predicate<Set<String>> closed, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!closed.test(closedNow())) {
      assertTrue(System.nanoTime() < until, () -> "in vain for " + limit);
      Thread.sleep(PAUSE);
    }
  }

  private Set<String> closedNow() {
    try {
      return closed();
    } catch (IOException restarting) {
      return Set.of("nobody knows");
    }
  }

  /** Waits until one node takes writes and all others stream from it, whether read from or not. */
  void awaitLeader() throws InterruptedException {
    await(() -> followed(in("pg_write", up())));
  }

  /** Waits until all followers take reads, all of them stream, and one node takes writes. */
  void awaitWholesome() throws InterruptedException {
    await(this::wholesome);
  }

  private static void await(Looked so) throws InterruptedException {
    long until = System.nanoTime() + HEALTH.toNanos();
    while (!now(so)) {
      assertTrue(System.nanoTime() < until, () -> "never in health again");
      Thread.sleep(PAUSE.multipliedBy(10));
    }
  }

  private static boolean now(Looked so) throws InterruptedException {
    try {
      return so.atIt();
    } catch (IOException restarting) {
      return false;
    }
  }

  private List<String[]> up() throws IOException {
    return ask("show stat")
        .lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length > STATUS && fields[STATUS].equals("UP"))
        .filter(fields -> !fields[1].equals("BACKEND"))
        .toList();
  }

  private boolean atRest() throws IOException {
    return atRest(up());
  }

  /** How many are up does not tell: a new leader is missed among the followers late. */
  private boolean atRest(List<String[]> servers) {
    Set<String> each = new TreeSet<>(in("pg_write", servers));
    List<String> followers = in("pg_read", servers);
    return each.size() == 1
        && followers.size() == cluster.nodes().size() - 1
        && each.addAll(followers)
        && each.size() == cluster.nodes().size();
  }

  private boolean wholesome() throws IOException, InterruptedException {
    List<String[]> servers = up();
    return atRest(servers) && followed(in("pg_write", servers));
  }

  private boolean followed(List<String> leaders) throws IOException, InterruptedException {
    return leaders.size() == 1
        && cluster
            .tryPg(
                "sql",
                leaders.getFirst(),
                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
            .out()
            .strip()
            .equals(Integer.toString(cluster.nodes().size() - 1));
  }

  private static List<String> in(String backend, List<String[]> servers) {
    return servers.stream()
        .filter(fields -> fields[0].equals(backend))
        .map(fields -> fields[1])
        .toList();
  }

  private String ask(String command) throws IOException {
    Path socket = Path.of(cluster.dir().toString(), name, "api.sock");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(StandardCharsets.US_ASCII.encode(command + "\n"));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
