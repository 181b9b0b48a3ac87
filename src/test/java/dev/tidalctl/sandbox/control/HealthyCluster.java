package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/** A topology whose nodes were all just seen, at event 10 of term 1; node 0 leads. */
final class HealthyCluster implements AutoCloseable {
  static final GuardLimits ONE = new GuardLimits(1, 1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HandClocks clocks;
  private final Topology topology;

  HealthyCluster(Path directory, int nodes, HandClocks clocks) throws IOException {
    this.clocks = clocks;
    ClusterConfig config =
        new ClusterConfig(
            "test",
            1000,
            ONE,
            IntStream.range(0, nodes)
                .mapToObj(
                    shard -> new ClusterConfig.NodeConfig(shard, "node-" + shard, Optional.empty()))
                .toList());
    this.topology = Topology.open(StateLog.open(directory.resolve("state")), config, clocks, timer);
    for (int shard = 0; shard < nodes; shard++) {
      see(shard);
    }
  }

  Topology topology() {
    return topology;
  }

  /** Registers a node if need be and notes that it has answered now. */
  void see(int shard) {
    Member.Incarnation process =
        new Member.Incarnation(
            "incarnation-" + shard, "1.0.0", URI.create("http://127.0.0.1:1"), 1);
    topology.change(
        draft -> {
          draft.register(draft.state().member(shard), process);
          return process;
        });
    Position at = new Position(1, 10);
    topology.observe(
        shard, new Observation(process.id(), clocks.nanos(), Instant.EPOCH, at, at, 1, Set.of()));
  }

  /** Takes the lease; its token. */
  long take(Lease.Kind kind, String runId) {
    LeaseRequest request =
        LeaseRequest.from(
            JsonObject.builder()
                .put("nonce", runId + "'s nonce")
                .put("owner", "owner of " + runId)
                .put("host", "h")
                .put("runId", runId)
                .put("kind", kind.wireName())
                .build());
    return topology.change(
        draft -> {
          Lease lease =
              topology.leases().take(draft.state().lease(), request, draft.state().lastToken());
          draft.lease(Optional.of(lease), "taken");
          return lease.token();
        });
  }

  /** Routes a node as a run with a lease would, at the present revision. */
  ClusterState route(int shard, Routing to, String runId, long token) {
    return request(to, runId, false)
        .carryOut(topology, shard, token, topology.state().revision(), ONE);
  }

  static RoutingRequest request(Routing to, String runId, boolean adopt) {
    JsonObject hold =
        JsonObject.builder()
            .put("owner", "owner of " + runId)
            .put("runId", runId)
            .put("host", "h")
            .put("reason", "test")
            .put("since", "2026-01-01T00:00:00Z")
            .put("phase", "Draining")
            .put("adopt", adopt)
            .build();
    JsonObject guard = JsonObject.builder().put("minServing", 1).put("maxUnavailable", 9).build();
    JsonObject request =
        JsonObject.builder()
            .put("state", to.wireName())
            .put("guard", guard)
            .put("hold", to == Routing.SERVING ? Optional.empty() : hold)
            .build();
    return RoutingRequest.from(JsonObject.parse(request.bytes()));
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    topology.close();
  }
}
