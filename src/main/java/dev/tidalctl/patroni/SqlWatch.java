package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.patroni.view.Sighting;
import dev.tidalctl.patroni.view.SqlView;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.sql.ClientSession;
import dev.tidalctl.sql.Replay;
import dev.tidalctl.sql.Retention;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.sql.WalKeeping;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.ReadRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps at hand what PostgreSQL itself says: how much WAL the leader keeps, and what keeps a node
 * busy that lags, or is on its way out of service or back. Without SQL it says nothing.
 */
final class SqlWatch {
  private static final Duration KEEPING_GOOD = Duration.ofSeconds(10);
  private static final Duration WORK_GOOD = Duration.ofSeconds(1);

  /** What is known already does for one look more: a new answer is there for the next one. */
  private static final Duration PATIENCE = Duration.ZERO;

  private static final int SESSIONS_TOLD = 3;

  /** So large that no roll comes near it, and a hundred times as much is still a number. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 1000;

  private final Optional<SqlFacts> facts;
  private final Timing timing;
  private final Map<HostPort, Refreshed<Keeping>> keeping = new ConcurrentHashMap<>();
  private final Map<HostPort, Refreshed<List<String>>> work = new ConcurrentHashMap<>();

  private record Keeping(OptionalLong firstKept, OptionalLong cap, List<String> complaints) {
    static final Keeping UNKNOWN =
        new Keeping(OptionalLong.empty(), OptionalLong.empty(), List.of());
  }

  SqlWatch(Optional<SqlFacts> facts, Timing timing) {
    this.facts = facts;
    this.timing = timing;
  }

  /** Begins to ask what will be wanted of the leader, if it is the one that Patroni names. */
  void foresee(Reply<ClusterReading> membership) {
    if (facts.isPresent() && membership instanceof Reply.Ok<ClusterReading>(var known)) {
      known.members().stream()
          .filter(ClusterReading.Member::leader)
          .flatMap(leader -> leader.postgres().stream())
          .forEach(at -> keeping(facts.get(), at).currentOr(Keeping.UNKNOWN));
    }
  }

  SqlView view(
      Map<NodeName, Sighting> nodes,
      Reply<ClusterReading> membership,
      Reply<SharedState.View> held,
      Reply<ReadRoutes.View> routed,
      Purpose purpose) {
    if (facts.isEmpty() || !(membership instanceof Reply.Ok<ClusterReading>(var members))) {
      return SqlView.NONE;
    }
    SqlFacts sql = facts.get();
    Map<NodeName, Routing> wondered = wondered(nodes, held);
    boolean inService =
        held instanceof Reply.Ok
            && wondered.isEmpty()
            && allOpen(routed)
            && nodes.keySet().stream().allMatch(node -> isUp(nodes, node));
    if (purpose == Purpose.SCREEN && inService && keeping.isEmpty()) {
      return SqlView.NONE;
    }
    Map<NodeName, CompletableFuture<List<String>>> asked = new HashMap<>();
    wondered.forEach(
        (node, routing) ->
            address(members, node)
                .filter(a -> isUp(nodes, node))
                .ifPresent(
                    at -> asked.put(node, Together.start(() -> work(sql, at, routing, purpose)))));
    Keeping kept =
        leader(nodes)
            .flatMap(leader -> address(members, leader))
            .map(at -> keeping(sql, at).current())
            .orElse(Keeping.UNKNOWN);
    Map<NodeName, List<String>> busy = new HashMap<>();
    asked.forEach((node, words) -> busy.put(node, Together.result(words)));
    return new SqlView(kept.firstKept(), kept.cap(), busy, kept.complaints());
  }

  /** The nodes of which somebody wants to know what they are at, with how each is routed. */
  private static Map<NodeName, Routing> wondered(
      Map<NodeName, Sighting> nodes, Reply<SharedState.View> held) {
    Map<NodeName, Routing> wondered = new HashMap<>();
    nodes.keySet().stream()
        .filter(node -> isBehind(nodes, node))
        .forEach(node -> wondered.put(node, Routing.SERVING));
    if (held instanceof Reply.Ok<SharedState.View>(SharedState.View shared)) {
      shared.marks().forEach((node, marked) -> wondered.put(node, marked.mark().routing()));
    }
    return wondered;
  }

  private static boolean allOpen(Reply<ReadRoutes.View> routed) {
    return routed instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view)
        && view.routes().values().stream().allMatch(r -> r.state() == ReadRoutes.State.OPEN);
  }

  private static boolean isBehind(Map<NodeName, Sighting> nodes, NodeName node) {
    Optional<Wal> end = leader(nodes).flatMap(leader -> wal(nodes, leader));
    return end.isPresent()
        && end.get() instanceof Wal.Written(long written)
        && wal(nodes, node).orElse(end.get()) instanceof Wal.Replayed(var replayed, boolean paused)
        && replayed.isPresent()
        && replayed.getAsLong() < written;
  }

  private static Optional<Wal> wal(Map<NodeName, Sighting> nodes, NodeName node) {
    return Optional.ofNullable(nodes.get(node)).flatMap(Sighting::up).flatMap(NodeReading::wal);
  }

  private Refreshed<Keeping> keeping(SqlFacts sql, HostPort leader) {
    return keeping.computeIfAbsent(
        leader, at -> new Refreshed<>(() -> read(sql, at), KEEPING_GOOD, PATIENCE, timing));
  }

  private static Keeping read(SqlFacts sql, HostPort leader) {
    Retention retention = sql.retention(leader);
    Reply<WalKeeping> walKeeping = retention.keeping();
    Reply<Long> firstKept = retention.firstKept();
    List<String> complaints = new ArrayList<>();
    Replies.why(walKeeping).ifPresent(why -> complaints.add("over SQL: " + why));
    Replies.why(firstKept)
        .filter(why -> complaints.isEmpty())
        .ifPresent(why -> complaints.add("over SQL: " + why));
    return new Keeping(
        firstKept instanceof Reply.Ok<Long>(Long at) ? OptionalLong.of(at) : OptionalLong.empty(),
        walKeeping instanceof Reply.Ok<WalKeeping>(WalKeeping known)
            ? OptionalLong.of(cap(known))
            : OptionalLong.empty(),
        complaints);
  }

  /** With slots as much as they may hold back; without, what is kept in any case. */
  private static long cap(WalKeeping keeping) {
    boolean slots = keeping.slots().stream().anyMatch(WalKeeping.Slot::physical);
    return slots
        ? Math.max(keeping.slotCap().orElse(UNBOUNDED), keeping.keepSize())
        : keeping.keepSize();
  }

  /** A change of a node in hand does not hang on such words, and the next look has them. */
  private List<String> work(SqlFacts sql, HostPort node, Routing routing, Purpose purpose) {
    Refreshed<List<String>> words =
        work.computeIfAbsent(
            node,
            at -> new Refreshed<>(() -> words(sql, at, routing), WORK_GOOD, PATIENCE, timing));
    return purpose == Purpose.CHANGE && routing != Routing.SERVING
        ? words.currentOr(List.of())
        : words.current();
  }

  private static List<String> words(SqlFacts sql, HostPort node, Routing routing) {
    List<String> words = new ArrayList<>();
    if (routing == Routing.DRAINING
        && sql.sessions(node) instanceof Reply.Ok<List<ClientSession>>(var sessions)) {
      sessions.stream().limit(SESSIONS_TOLD).map(ClientSession::words).forEach(words::add);
      if (sessions.size() > SESSIONS_TOLD) {
        words.add("and " + (sessions.size() - SESSIONS_TOLD) + " more sessions");
      }
    }
    if (sql.replay(node)
        instanceof Reply.Ok<Replay>(Replay.Blocked(String on, Duration since, var sessions))) {
      words.add(
          "replay waits for "
              + on
              + ", "
              + since.toSeconds()
              + " s, because of "
              + sessions.stream()
                  .limit(SESSIONS_TOLD)
                  .map(ClientSession::words)
                  .reduce((a, b) -> a + ", " + b)
                  .orElse("a session that is not shown"));
    }
    return List.copyOf(words);
  }

  static Optional<NodeName> leader(Map<NodeName, Sighting> nodes) {
    return nodes.entrySet().stream()
        .filter(e -> e.getValue().reading().filter(NodeReading::claimsLeadership).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isUp(Map<NodeName, Sighting> nodes, NodeName node) {
    return Optional.ofNullable(nodes.get(node)).flatMap(Sighting::up).isPresent();
  }

  private static Optional<HostPort> address(ClusterReading members, NodeName node) {
    return members.member(node.value()).flatMap(ClusterReading.Member::postgres);
  }
}
