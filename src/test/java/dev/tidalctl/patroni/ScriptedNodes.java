package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Standby;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.NodeRole;
import dev.tidalctl.patroni.wire.RestartAnswer;
import dev.tidalctl.patroni.wire.SwitchoverAnswer;
import dev.tidalctl.patroni.wire.TimelineHistory;
import dev.tidalctl.topology.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Nodes that say what a test has them say; n1 leads, n2 and n3 follow. */
final class ScriptedNodes implements NodeApi {
  static final long END = 67_324_272;

  final List<String> log;
  ConfigReading config = config(false, false);
  TimelineHistory history = TimelineHistory.UNKNOWN;
  BiFunction<NodeName, NodeName, Reply<SwitchoverAnswer>> switchover =
      (from, to) -> new Reply.Unknown<>("nobody scripted it");
  Function<NodeName, Reply<RestartAnswer>> restart =
      node -> new Reply.Ok<>(new RestartAnswer.Restarted());
  Function<NodeName, Reply<Boolean>> takesReads = node -> new Reply.Ok<>(true);
  Optional<Reply<ClusterReading>> cluster = Optional.empty();
  private final Map<NodeName, Reply<NodeReading>> readings = new ConcurrentHashMap<>();
  private final Map<NodeName, Boolean> keys = new ConcurrentHashMap<>();

  ScriptedNodes(List<String> log) {
    this.log = log;
    readings.put(name("n1"), new Reply.Ok<>(leader("n2", "n3")));
    readings.put(name("n2"), new Reply.Ok<>(replica("n2", END)));
    readings.put(name("n3"), new Reply.Ok<>(replica("n3", END)));
    keys.put(name("n1"), true);
  }

  static NodeName name(String name) {
    return new NodeName(name);
  }

  static ConfigReading config(boolean synchronous, boolean strict) {
    return new ConfigReading(
        false, synchronous, strict, false, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  static NodeReading leader(String... standbys) {
    return reading(NodeRole.PRIMARY, "n1", 1, Optional.of(new Wal.Written(END)), List.of(standbys));
  }

  static NodeReading replica(String name, long replayed) {
    return reading(
        NodeRole.REPLICA,
        name,
        1,
        Optional.of(new Wal.Replayed(OptionalLong.of(replayed), false)),
        List.of());
  }

  static NodeReading reading(
      NodeRole role, String name, long timeline, Optional<Wal> wal, List<String> standbys) {
    return new NodeReading(
        wal.isPresent() ? "running" : "stopped",
        role,
        OptionalInt.of(150018),
        OptionalLong.of(timeline),
        Optional.of("started " + name),
        Optional.of("7711083873251478515"),
        Optional.of("3.0.2"),
        Optional.of("main"),
        Optional.empty(),
        Map.of("version", "1.0.0"),
        false,
        Optional.empty(),
        false,
        false,
        wal,
        standbys.stream().map(s -> new Standby(s, "streaming", "async")).toList());
  }

  /** Has a node say something else from now on. */
  void says(String node, UnaryOperator<Told> change) {
    NodeReading before =
        readings.get(name(node)) instanceof Reply.Ok<NodeReading>(NodeReading said)
            ? said
            : replica(node, END);
    readings.put(name(node), new Reply.Ok<>(change.apply(new Told(before)).said));
  }

  void says(String node, Reply<NodeReading> reply) {
    readings.put(name(node), reply);
  }

  /** Leadership moves, on a new timeline, to a node that takes writes. */
  void promote(String node) {
    for (String other : List.of("n1", "n2", "n3")) {
      keys.put(name(other), other.equals(node));
      if (!other.equals(node)) {
        says(
            other,
            new Reply.Ok<>(
                reading(
                    NodeRole.REPLICA,
                    other,
                    2,
                    Optional.of(new Wal.Replayed(OptionalLong.of(END), false)),
                    List.of())));
      }
    }
    says(
        node,
        new Reply.Ok<>(
            reading(
                NodeRole.PRIMARY,
                node,
                2,
                Optional.of(new Wal.Written(END)),
                List.of("n1", "n2", "n3"))));
  }

  /** A node holds the leader key, whatever its PostgreSQL does. */
  void holdsTheKey(String node) {
    keys.clear();
    keys.put(name(node), true);
  }

  @Override
  public Reply<NodeReading> reading(NodeName node) {
    return readings.getOrDefault(node, new Reply.Unreachable<>(node + ": no connection"));
  }

  @Override
  public Reply<ClusterReading> cluster(NodeName node) {
    return cluster.orElseGet(
        () ->
            new Reply.Ok<>(
                new ClusterReading(
                    Optional.empty(),
                    readings.keySet().stream()
                        .sorted()
                        .map(n -> member(n.value(), keys.getOrDefault(n, false)))
                        .toList(),
                    false,
                    Optional.empty())));
  }

  /** Patroni lists these from now on. */
  void lists(Optional<String> switchover, ClusterReading.Member... members) {
    cluster =
        Optional.of(
            new Reply.Ok<>(
                new ClusterReading(Optional.empty(), List.of(members), false, switchover)));
  }

  static ClusterReading.Member member(String name, boolean leader) {
    return new ClusterReading.Member(
        name,
        leader,
        false,
        Optional.of("http://" + name + ":8008/patroni"),
        Optional.of(new HostPort(name, 5432)),
        Optional.empty());
  }

  @Override
  public Reply<ConfigReading> config(NodeName node) {
    return new Reply.Ok<>(config);
  }

  @Override
  public Reply<TimelineHistory> history(NodeName node) {
    return new Reply.Ok<>(history);
  }

  @Override
  public Reply<Boolean> takesWrites(NodeName node) {
    return new Reply.Ok<>(keys.getOrDefault(node, false));
  }

  @Override
  public Reply<Boolean> takesReads(NodeName node) {
    return takesReads.apply(node);
  }

  @Override
  public Reply<SwitchoverAnswer> switchover(NodeName leader, NodeName candidate) {
    log.add("POST /switchover " + leader + " " + candidate);
    return switchover.apply(leader, candidate);
  }

  @Override
  public Reply<RestartAnswer> restart(NodeName node, Duration limit) {
    log.add("POST /restart " + node);
    return restart.apply(node);
  }

  @Override
  public void close() {}

  /** What a node said, to be changed part by part. */
  record Told(NodeReading said) {
    Told state(String state) {
      return with(state, said.role(), said.wal(), said.timeline(), said.tags(), said.started());
    }

    Told down(String state) {
      return with(
          state, said.role(), Optional.empty(), OptionalLong.empty(), said.tags(), said.started());
    }

    Told wal(Wal wal) {
      return with(
          said.state(),
          said.role(),
          Optional.of(wal),
          said.timeline(),
          said.tags(),
          said.started());
    }

    Told timeline(long timeline) {
      return with(
          said.state(),
          said.role(),
          said.wal(),
          OptionalLong.of(timeline),
          said.tags(),
          said.started());
    }

    Told tag(String tag, String value) {
      Map<String, String> tags = new TreeMap<>(said.tags());
      tags.put(tag, value);
      return with(said.state(), said.role(), said.wal(), said.timeline(), tags, said.started());
    }

    Told restarted() {
      return with(
          said.state(),
          said.role(),
          said.wal(),
          said.timeline(),
          said.tags(),
          said.started().map(at -> at + " again"));
    }

    Told listing(String... standbys) {
      return new Told(
          reading(said.role(), "n1", said.timeline().orElseThrow(), said.wal(), List.of(standbys)));
    }

    Told but(Optional<String> systemIdentifier, boolean paused, boolean unlocked) {
      return new Told(
          new NodeReading(
              said.state(),
              said.role(),
              said.serverVersion(),
              said.timeline(),
              said.started(),
              systemIdentifier,
              said.patroniVersion(),
              said.scope(),
              said.name(),
              said.tags(),
              said.pendingRestart(),
              said.scheduledRestart(),
              paused,
              unlocked,
              said.wal(),
              said.standbys()));
    }

    /** As one whose parameters wait for a restart, and which Patroni will restart then. */
    Told restartingAt(String schedule) {
      return new Told(
          new NodeReading(
              said.state(),
              said.role(),
              said.serverVersion(),
              said.timeline(),
              said.started(),
              said.systemIdentifier(),
              said.patroniVersion(),
              said.scope(),
              said.name(),
              said.tags(),
              true,
              Optional.of(schedule),
              said.paused(),
              said.unlocked(),
              said.wal(),
              said.standbys()));
    }

    private Told with(
        String state,
        NodeRole role,
        Optional<Wal> wal,
        OptionalLong timeline,
        Map<String, String> tags,
        Optional<String> started) {
      return new Told(
          new NodeReading(
              state,
              role,
              said.serverVersion(),
              timeline,
              started,
              said.systemIdentifier(),
              said.patroniVersion(),
              said.scope(),
              said.name(),
              tags,
              said.pendingRestart(),
              said.scheduledRestart(),
              said.paused(),
              said.unlocked(),
              wal,
              said.standbys()));
    }
  }
}
