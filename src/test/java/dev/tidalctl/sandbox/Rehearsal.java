package dev.tidalctl.sandbox;

import dev.tidalctl.sandbox.control.ClusterConfig;
import dev.tidalctl.sandbox.control.ControlPlane;
import dev.tidalctl.sandbox.control.GuardLimits;
import dev.tidalctl.sandbox.node.Node;
import dev.tidalctl.sandbox.node.NodeOptions;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A control plane and nodes within this process, spoken to by HTTP. */
final class Rehearsal implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration RENEWAL = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(10);

  private final Path dir;
  private final long retentionCap;
  private final Map<Integer, Node> nodes = new HashMap<>();
  private ControlPlane control;
  private volatile HttpPeer api;
  private volatile long token;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread renewing = Thread.ofVirtual().name("renewing").unstarted(this::renew);

  private Rehearsal(Path dir, int count, long retentionCap) throws IOException {
    this.dir = dir;
    this.retentionCap = retentionCap;
    ClusterConfig config =
        new ClusterConfig(
            "rehearsal",
            retentionCap,
            new GuardLimits(1, 1),
            IntStream.range(0, count)
                .mapToObj(
                    shard -> new ClusterConfig.NodeConfig(shard, "node-" + shard, Optional.empty()))
                .toList());
    Files.write(dir.resolve("cluster.json"), config.document().bytes());
    this.control = ControlPlane.start(dir, 0);
    this.api = HttpPeer.at(control.url());
  }

  /** Starts a cluster and waits until all nodes are on its term. */
  static Rehearsal of(Path dir, int count, long retentionCap) throws IOException {
    Rehearsal rehearsal = new Rehearsal(dir, count, retentionCap);
    for (int shard = 0; shard < count; shard++) {
      rehearsal.startNode(shard, "1.0.0");
    }
    for (int shard = 0; shard < count; shard++) {
      rehearsal.await(shard, node -> node.optNumber("term").orElse(0) == 1);
    }
    return rehearsal;
  }

  void startNode(int shard, String version) throws IOException {
    nodes.put(
        shard,
        Node.start(
            new NodeOptions(
                dir.resolve("node-" + shard),
                shard,
                "node-" + shard,
                version,
                control.url(),
                retentionCap)));
  }

  void stopNode(int shard) throws IOException {
    Optional.ofNullable(nodes.remove(shard)).orElseThrow().close();
    await(shard, node -> !node.flag("reachable"));
  }

  /** Ends the control plane and starts it anew at the same port. */
  void restartControl() throws IOException {
    int port = control.url().getPort();
    control.close();
    control = ControlPlane.start(dir, port);
    api.close();
    api = HttpPeer.at(control.url());
  }

  /** Plays a fault on a node. */
  void fault(int shard, String kind) throws IOException {
    try (HttpPeer node = HttpPeer.at(url(shard))) {
      node.post("/admin/fault", JsonObject.builder().put("kind", kind).build(), CALL);
    }
  }

  java.net.URI url(int shard) {
    return Optional.ofNullable(nodes.get(shard)).orElseThrow().url();
  }

  JsonObject snapshot() throws IOException {
    return api.get("/v1/cluster", CALL).document();
  }

  JsonObject node(int shard) throws IOException {
    return snapshot().objects("shards").get(shard);
  }

  /** Waits until the snapshot shows something of a node. */
  JsonObject await(int shard, Predicate<JsonObject> so) throws IOException {
    return awaitCluster(cluster -> so.test(cluster.objects("shards").get(shard)))
        .objects("shards")
        .get(shard);
  }

  /** Waits until the snapshot shows something. */
  JsonObject awaitCluster(Predicate<JsonObject> so) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    JsonObject cluster = snapshot();
    while (!so.test(cluster)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so within " + LIMIT + ": " + cluster);
      }
      String after = "&after=" + cluster.number("observation");
      cluster = api.get("/v1/cluster?of=observation&wait=1s" + after, CALL).document();
    }
    return cluster;
  }

  void takeLease() throws IOException {
    JsonObject request =
        JsonObject.builder()
            .put("nonce", "n")
            .put("owner", "me")
            .put("host", "h")
            .put("runId", "run")
            .put("kind", "roll")
            .build();
    token = api.post("/v1/leases/upgrade", request, CALL).document().number("token");
    renewing.start();
  }

  /** Keeps the lease, however slow the machine is, until the test ends. */
  private void renew() {
    try {
      while (!ended.await(RENEWAL.toSeconds(), TimeUnit.SECONDS)) {
        renewOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewOnce() {
    try {
      api.call("PUT", "/v1/leases/upgrade", tokenHeader(), new byte[0], CALL);
    } catch (IOException e) {
      // The control plane is being restarted; the next renewal is soon enough.
    }
  }

  private Map<String, String> tokenHeader() {
    return Map.of("Tidal-Fencing-Token", Long.toString(token));
  }

  Reply route(int shard, String state) throws IOException {
    JsonObject hold =
        JsonObject.builder()
            .put("owner", "me")
            .put("runId", "run")
            .put("host", "h")
            .put("reason", "test")
            .put("since", "2026-01-01T00:00:00Z")
            .put("phase", "Draining")
            .build();
    JsonObject body =
        JsonObject.builder()
            .put("state", state)
            .put("hold", state.equals("serving") ? Optional.empty() : hold)
            .build();
    return change("PUT", "/v1/shards/" + shard + "/routing", body);
  }

  Reply handOver(int from, int to, long term) throws IOException {
    JsonObject body =
        JsonObject.builder().put("from", from).put("to", to).put("term", term).build();
    return change("POST", "/v1/leadership", body);
  }

  Reply ship(int shard, long term, long seqno) throws IOException {
    JsonObject since = JsonObject.builder().put("term", term).put("seqno", seqno).build();
    return change(
        "POST", "/v1/shards/" + shard + "/ship", JsonObject.builder().put("since", since).build());
  }

  Reply heartbeat() throws IOException {
    return change("POST", "/v1/wal/heartbeat", JsonObject.empty());
  }

  /** Writes a signal through the gateway; its number. */
  long write(String id) throws IOException {
    JsonObject signal = JsonObject.builder().put("id", id).put("payload", "of " + id).build();
    Reply reply = api.post("/v1/signals", signal, CALL);
    if (reply.status() != 201) {
      throw new AssertionError("not acknowledged: " + reply.text());
    }
    return reply.document().number("seqno");
  }

  Reply get(String path) throws IOException {
    return api.get(path, CALL);
  }

  /** The ids of all signals that a node has applied, asked without the gateway. */
  List<String> signalsOn(int shard) throws IOException {
    try (HttpPeer node = HttpPeer.at(url(shard))) {
      return node.get("/signals", CALL).document().objects("signals").stream()
          .map(signal -> signal.text("id"))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    ended.countDown();
    for (Node node : nodes.values()) {
      node.close();
    }
    api.close();
    control.close();
  }

  private Reply change(String method, String path, JsonObject body) throws IOException {
    Map<String, String> headers = new HashMap<>(tokenHeader());
    headers.put("If-Match", "\"" + snapshot().number("revision") + "\"");
    return api.call(method, path, headers, body.bytes(), CALL);
  }
}
