package dev.tidalctl.testing;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Builds snapshots of a plausible cluster named {@code prod}: {@code node-0} leads term 3 at seqno
 * 1200, the others follow without lag. Refuses to build what a control plane could never show.
 */
public final class SampleCluster {
  /** The control plane's clock in every snapshot. */
  public static final Instant NOW = Instant.parse("2026-03-14T09:15:00Z");

  /** A run that may hold nodes and the lease. */
  public static final RunId RUN = new RunId("20260314-091400-7f3a");

  private static final long TERM = 3;
  private static final long LAST = 1200;

  private final List<NodeView> nodes = new ArrayList<>();
  private Optional<LeaseHolder> lease = Optional.empty();
  private List<Impediment> impediments = List.of();
  private boolean leaderless;
  private long revision = 40;

  private SampleCluster() {}

  /** A cluster of {@code size} healthy nodes at version 1.0.0. */
  public static SampleCluster of(int size) {
    SampleCluster cluster = new SampleCluster();
    for (int shard = 0; shard < size; shard++) {
      cluster.nodes.add(
          new NodeView(
              new NodeName("node-" + shard),
              OptionalInt.of(shard),
              shard == 0 ? Role.LEADER : Role.FOLLOWER,
              "abc".substring(shard % 3, shard % 3 + 1),
              Routing.SERVING,
              Optional.empty(),
              true,
              shard != 0,
              false,
              Optional.of(new Incarnation("incarnation-" + shard)),
              Optional.of(new Version("1.0.0")),
              Optional.of(new Position(TERM, LAST)),
              OptionalInt.of(0),
              Optional.of(NOW.minusMillis(20)),
              false,
              List.of()));
    }
    return cluster;
  }

  /** The node is out of service, held by alice in that phase. */
  public SampleCluster held(int shard, Routing routing, Phase phase, String reason) {
    NodeView node = nodes.get(shard);
    Hold hold =
        new Hold(
            "alice@ops-1",
            RUN,
            "ops-1",
            reason,
            NOW.minusSeconds(42),
            phase,
            Optional.of(new Version("2.0.0")),
            node.incarnation());
    return with(
        shard, routing, Optional.of(hold), node.reachable(), node.version(), node.applied());
  }

  /** The node does not answer: nothing is known of its process. */
  public SampleCluster silent(int shard) {
    NodeView node = nodes.get(shard);
    return with(shard, node.routing(), node.hold(), false, Optional.empty(), Optional.empty());
  }

  /** The node reports that version. */
  public SampleCluster at(int shard, String version) {
    NodeView node = nodes.get(shard);
    return with(
        shard,
        node.routing(),
        node.hold(),
        node.reachable(),
        Optional.of(new Version(version)),
        node.applied());
  }

  /** The node has applied so many events less than the leader. */
  public SampleCluster behind(int shard, long events) {
    NodeView node = nodes.get(shard);
    return with(
        shard,
        node.routing(),
        node.hold(),
        node.reachable(),
        node.version(),
        Optional.of(new Position(TERM, LAST - events)));
  }

  /** Nothing may be taken out of service. */
  public SampleCluster impeded(Impediment... by) {
    impediments = List.of(by);
    return this;
  }

  /** Nobody leads. */
  public SampleCluster leaderless() {
    leaderless = true;
    return this;
  }

  /** A roll of alice's to 2.0.0 has the lease. */
  public SampleCluster leased(boolean abandoned) {
    lease =
        Optional.of(
            new LeaseHolder(
                "alice@ops-1",
                "ops-1",
                RUN,
                RunKind.ROLL,
                Optional.of(new Version("2.0.0")),
                abandoned ? NOW.minusSeconds(60) : NOW.plusSeconds(12),
                abandoned));
    return this;
  }

  /** A later state of the cluster. */
  public SampleCluster revision(long later) {
    revision = later;
    return this;
  }

  /** The snapshot. */
  public Snapshot snapshot() {
    nodes.forEach(SampleCluster::refuseTheImpossible);
    return new Snapshot(
        "prod",
        new Stamp(1, revision, 900),
        leaderless ? Optional.empty() : Optional.of(nodes.getFirst().name()),
        leaderless ? Optional.empty() : Optional.of(new Position(TERM, LAST)),
        leaderless ? Optional.empty() : Optional.of(NOW.minusMillis(20)),
        OptionalLong.of(1),
        NOW,
        OptionalDouble.of(500),
        OptionalLong.of(2_000_000),
        LagUnit.EVENTS,
        lease,
        true,
        nodes,
        impediments,
        List.of());
  }

  private static void refuseTheImpossible(NodeView node) {
    if (node.hold().isPresent() == (node.routing() == Routing.SERVING)) {
      throw new IllegalStateException(node.name() + ": exactly nodes out of service are held");
    }
    if (node.role() == Role.LEADER && node.routing() != Routing.SERVING) {
      throw new IllegalStateException(node.name() + " leads and does not serve");
    }
    if (!node.reachable() && (node.version().isPresent() || node.applied().isPresent())) {
      throw new IllegalStateException(node.name() + " does not answer, yet says something");
    }
    if (node.applied().filter(at -> at.seqno() > LAST || at.seqno() < 0).isPresent()) {
      throw new IllegalStateException(node.name() + " is beyond the WAL");
    }
  }

  private SampleCluster with(
      int shard,
      Routing routing,
      Optional<Hold> hold,
      boolean reachable,
      Optional<Version> version,
      Optional<Position> applied) {
    NodeView node = nodes.get(shard);
    nodes.set(
        shard,
        new NodeView(
            node.name(),
            node.shard(),
            node.role(),
            node.zone(),
            routing,
            hold,
            reachable,
            node.role() == Role.FOLLOWER && routing == Routing.SERVING && reachable,
            node.diverged(),
            reachable ? node.incarnation() : Optional.empty(),
            version,
            applied,
            reachable ? node.inFlight() : OptionalInt.empty(),
            node.observedAt(),
            node.exposed(),
            node.work()));
    return this;
  }
}
