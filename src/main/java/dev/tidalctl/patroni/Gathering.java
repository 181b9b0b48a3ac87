package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.view.Observation;
import dev.tidalctl.patroni.view.Setup;
import dev.tidalctl.patroni.view.Sighting;
import dev.tidalctl.patroni.view.Strays;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.TimelineHistory;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.ReadRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks everybody at once.
 *
 * <ol>
 *   <li>Each node about itself, the load balancers, what operators share: anew each time.
 *   <li>{@code /cluster} and {@code /config}, which hang when Patroni's store is gone, and
 *       PostgreSQL: anew when what is known is old, beside the rest.
 *   <li>A node whose answer is late or lost is taken at its word of up to two seconds ago; one that
 *       refuses the connection is gone.
 * </ol>
 */
final class Gathering {
  private static final Duration GOOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final Setup setup;
  private final NodeApi api;
  private final ReadRoutes routes;
  private final SharedState shared;
  private final SqlWatch sql;
  private final Timing timing;
  private final Refreshed<Reply<ClusterReading>> cluster;
  private final Refreshed<Reply<ConfigReading>> config;
  private final Refreshed<TimelineHistory> history;
  private final Map<NodeName, Said> lastWords = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final RateMeter rate = new RateMeter();
  private final Since closed = new Since();
  private final Since straying = new Since();
  private volatile Optional<NodeName> lastLeader = Optional.empty();

  private record Said(Sighting sighting, Moment at) {}

  Gathering(
      Setup setup,
      NodeApi api,
      ReadRoutes routes,
      SharedState shared,
      SqlWatch sql,
      Timing timing) {
    this.setup = setup;
    this.api = api;
    this.routes = routes;
    this.shared = shared;
    this.sql = sql;
    this.timing = timing;
    this.cluster = new Refreshed<>(() -> ask(api::cluster), GOOD, PATIENCE, timing);
    this.config = new Refreshed<>(() -> ask(api::config), GOOD, PATIENCE, timing);
    this.history =
        new Refreshed<>(
            () ->
                ask(api::history) instanceof Reply.Ok<TimelineHistory>(TimelineHistory known)
                    ? known
                    : TimelineHistory.UNKNOWN,
            GOOD,
            PATIENCE,
            timing);
  }

  /**
   * One look.
   *
   * @param switching whether this process moves leadership
   * @param purpose what it is for
   */
  Observation gather(boolean switching, Purpose purpose) {
    CompletableFuture<Reply<ClusterReading>> members = Together.start(() -> members(purpose));
    Map<NodeName, CompletableFuture<Sighting>> asked = new LinkedHashMap<>();
    for (Setup.Node node : setup.nodes()) {
      asked.put(node.name(), Together.start(() -> sighting(node.name())));
    }
    CompletableFuture<Reply<ReadRoutes.View>> routing = Together.start(routes::look);
    CompletableFuture<Reply<SharedState.View>> sharing = Together.start(shared::look);
    CompletableFuture<Reply<ConfigReading>> settings = Together.start(config::current);
    Map<NodeName, Sighting> nodes = new HashMap<>();
    asked.forEach((name, answer) -> nodes.put(name, Together.result(answer)));
    Reply<ClusterReading> membership = Together.result(members);
    Reply<ReadRoutes.View> routed = Together.result(routing);
    Reply<SharedState.View> held = Together.result(sharing);
    Moment now = timing.now();
    Observation seen =
        new Observation(
            now.wall(),
            nodes,
            membership,
            Together.result(settings),
            history(nodes),
            routed,
            held,
            sql.view(nodes, membership, held, routed, purpose),
            rate(nodes, now),
            closedSince(routed, now.wall()),
            Map.of(),
            switching);
    return seen.straying(straying.shown(Strays.in(seen), now.wall()));
  }

  /** Whom Patroni names its leader has PostgreSQL asked at once, beside all others. */
  private Reply<ClusterReading> members(Purpose purpose) {
    Reply<ClusterReading> known = cluster.current();
    if (purpose != Purpose.SCREEN) {
      sql.foresee(known);
    }
    return known;
  }

  /** Where a node's PostgreSQL listens, as far as Patroni said so. */
  Optional<HostPort> postgres(NodeName node) {
    return cluster.current() instanceof Reply.Ok<ClusterReading>(ClusterReading known)
        ? known.member(node.value()).flatMap(ClusterReading.Member::postgres)
        : Optional.empty();
  }

  private Sighting sighting(NodeName name) {
    Moment before = timing.now();
    Sighting now = new Sighting(api.reading(name), before.wall());
    if (now.reply() instanceof Reply.Ok) {
      lastWords.put(name, new Said(now, before));
      now.reading()
          .filter(NodeReading::claimsLeadership)
          .ifPresent(r -> lastLeader = Optional.of(name));
      return now;
    }
    Optional<Said> earlier = Optional.ofNullable(lastWords.get(name));
    return now.reply() instanceof Reply.Unknown
        ? earlier
            .filter(said -> timing.now().since(said.at()).compareTo(LAST_WORD) < 0)
            .map(Said::sighting)
            .orElse(now)
        : now;
  }

  /** One node is asked for all, the leader first; a second one when that one is gone. */
  private <T> Reply<T> ask(Function<NodeName, Reply<T>> question) {
    NodeName first = lastLeader.orElse(setup.nodes().getFirst().name());
    Reply<T> answer = question.apply(first);
    for (Setup.Node node : setup.nodes()) {
      if (!(answer instanceof Reply.Unreachable)) {
        return answer;
      }
      answer = node.name().equals(first) ? answer : question.apply(node.name());
    }
    return answer;
  }

  /** Only a node on an earlier timeline raises the question. */
  private TimelineHistory history(Map<NodeName, Sighting> nodes) {
    long timelines =
        nodes.values().stream()
            .flatMap(s -> s.up().stream())
            .filter(r -> r.timeline().isPresent())
            .mapToLong(r -> r.timeline().getAsLong())
            .distinct()
            .count();
    return timelines > 1 ? history.current() : TimelineHistory.UNKNOWN;
  }

  private OptionalDouble rate(Map<NodeName, Sighting> nodes, Moment now) {
    lock.lock();
    try {
      nodes.values().stream()
          .flatMap(s -> s.up().stream())
          .filter(NodeReading::claimsLeadership)
          .filter(r -> r.timeline().isPresent())
          .findFirst()
          .ifPresent(
              leader -> {
                if (leader.wal().orElseThrow() instanceof Wal.Written(long end)) {
                  rate.note(new Position(leader.timeline().getAsLong(), end), now);
                }
              });
      return rate.bytesPerSecond();
    } finally {
      lock.unlock();
    }
  }

  private Map<NodeName, Instant> closedSince(Reply<ReadRoutes.View> routed, Instant now) {
    return routed instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view)
        ? closed.shown(
            view.routes().entrySet().stream()
                .filter(e -> e.getValue().state() != ReadRoutes.State.OPEN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()),
            now)
        : closed.before();
  }
}
