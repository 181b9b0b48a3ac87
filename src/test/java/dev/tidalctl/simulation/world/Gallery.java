package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.simulation.plan.ClusterPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Shows the cluster as the control plane knows it, at once or when something has moved. */
final class Gallery {
  static final String CLUSTER = "test";

  private record Watcher(
      Optional<Stamp> after, Interest of, long until, Consumer<Optional<Snapshot>> shown) {}

  private final World world;
  private final Authority authority;
  private final ClusterPlan plan;
  private final List<Watcher> watchers = new ArrayList<>();

  Gallery(World world, Authority authority, ClusterPlan plan) {
    this.world = world;
    this.authority = authority;
    this.plan = plan;
  }

  /** Shows a snapshot when the cluster has moved past {@code after}, or the wait is over. */
  void watch(
      Optional<Stamp> after, Interest of, long waitNanos, Consumer<Optional<Snapshot>> shown) {
    Watcher watcher = new Watcher(after, of, world.now() + waitNanos, shown);
    if (after.isEmpty() || moved(watcher)) {
      shown.accept(Optional.of(snapshot()));
      return;
    }
    watchers.add(watcher);
    world.agenda().in(waitNanos, () -> showIfDue(watcher));
  }

  private void showIfDue(Watcher watcher) {
    if (watchers.remove(watcher)) {
      watcher.shown().accept(Optional.of(snapshot()));
    }
  }

  /** Something moved: whoever waits for it is shown. */
  void moved() {
    for (int i = watchers.size() - 1; i >= 0; i--) {
      if (moved(watchers.get(i))) {
        watchers.remove(i).shown().accept(Optional.of(snapshot()));
      }
    }
  }

  /** The control plane is gone, and with it whoever waited. */
  void dropAll() {
    List<Watcher> dropped = List.copyOf(watchers);
    watchers.clear();
    dropped.forEach(w -> w.shown().accept(Optional.empty()));
  }

  private boolean moved(Watcher watcher) {
    Stamp after = watcher.after().orElseThrow();
    if (after.epoch() != authority.epoch || after.revision() != authority.revision) {
      return true;
    }
    return watcher.of() == Interest.OBSERVATION && after.observation() != authority.observation;
  }

  Snapshot snapshot() {
    Optional<Observation> end = authority.leaderSeen();
    List<NodeView> nodes = new ArrayList<>(authority.nodes().size());
    boolean contested = false;
    for (SimNode node : authority.nodes()) {
      contested |= node.claimsUntil > world.now();
      nodes.add(view(node));
    }
    return new Snapshot(
        CLUSTER,
        new Stamp(authority.epoch, authority.revision, authority.observation),
        contested ? Optional.empty() : authority.leader().map(SimNode::name),
        end.map(e -> new Position(authority.term, e.end().seqno())),
        end.map(e -> at(e.at())),
        OptionalLong.of(authority.firstKept),
        world.agenda().instant(),
        OptionalDouble.of(plan.writesPerSecond()),
        plan.retentionCap(),
        LagUnit.EVENTS,
        authority.lease().map(SimLease::shown),
        true,
        nodes,
        authority.impediment.stream().toList(),
        List.of());
  }

  private NodeView view(SimNode node) {
    Optional<Observation> seen = node.current();
    boolean leads = authority.isLeaderKnown() && node.index() == authority.leader;
    return new NodeView(
        node.name(),
        OptionalInt.of(node.index()),
        leads || node.claimsUntil > world.now() ? Role.LEADER : Role.FOLLOWER,
        node.zone(),
        node.routing,
        node.hold,
        node.reachable,
        authority.electable(node),
        seen.filter(Observation::diverged).isPresent(),
        seen.map(Observation::incarnation),
        node.seen.map(Observation::version),
        seen.map(Observation::applied),
        seen.isPresent() ? OptionalInt.of(seen.get().inFlight()) : OptionalInt.empty(),
        seen.map(o -> at(o.at())),
        node.exposed(),
        List.of());
  }

  /** The same snapshot without what was observed of every second node, as {@code odd} has it. */
  static Snapshot partial(Snapshot whole, boolean odd) {
    List<NodeView> nodes = new ArrayList<>();
    for (NodeView n : whole.nodes()) {
      boolean keep = (n.shard().orElse(0) % 2 == 0) == odd;
      nodes.add(keep ? n : unseen(n));
    }
    return new Snapshot(
        whole.cluster(),
        whole.stamp(),
        whole.leader(),
        odd ? Optional.empty() : whole.leaderPosition(),
        odd ? Optional.empty() : whole.leaderObservedAt(),
        OptionalLong.empty(),
        whole.now(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        whole.lagUnit(),
        whole.lease(),
        whole.holdsKnown(),
        nodes,
        whole.impediments(),
        whole.cautions());
  }

  private static NodeView unseen(NodeView n) {
    return new NodeView(
        n.name(),
        n.shard(),
        n.role(),
        n.zone(),
        n.routing(),
        n.hold(),
        n.reachable(),
        n.electable(),
        n.diverged(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        n.observedAt(),
        n.exposed(),
        n.work());
  }

  private static Instant at(long nanos) {
    return Agenda.EPOCH.plusNanos(nanos);
  }
}
