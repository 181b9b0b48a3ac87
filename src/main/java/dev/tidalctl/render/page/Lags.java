package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far nodes were behind, as far as the events say.
 *
 * <ol>
 *   <li>A stage or a request that names what a node had applied is a sample of that node.
 *   <li>A fence, a heartbeat or a comparison names the leader's end at that time.
 *   <li>The lag of a sample is the leader's end at its time, on a straight line between the nearest
 *       two that are known of the same term, less what the node had applied. Without one of that
 *       term it is not known, and the sample is left out.
 *   <li>A look at the cluster, where the events hold looks, says the lag itself.
 * </ol>
 */
final class Lags {
  /** Samples of all nodes that a page has room for. */
  private static final int MOST = 800;

  private static final int FEWEST = 8;

  /**
   * One node's lag at a time.
   *
   * @param at when
   * @param lag events or bytes, at least 0
   * @param seq the event
   */
  record Sample(Instant at, long lag, long seq) {}

  /**
   * One node's.
   *
   * @param node whose name
   * @param samples in order
   * @param gates when it was seen past its fence, in order
   */
  record Track(String node, List<Sample> samples, List<Gate> gates) {}

  /** When a node was seen past its fence. */
  record Gate(Instant at, long seq) {}

  private record Applied(Instant at, Position position, long seq) {}

  private record End(Instant at, Position position) {}

  /** What is known of one node. */
  private static final class Known {
    private final List<Applied> applied = new ArrayList<>();
    private final List<Sample> seen = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
  }

  private final Map<NodeName, Known> nodes = new LinkedHashMap<>();
  private final List<End> ends = new ArrayList<>();

  private Lags() {}

  /** The tracks of those nodes of which anything is known, in the order in which it was learnt. */
  static List<Track> of(RunStory story) {
    Lags fold = new Lags();
    story.events().forEach(fold::take);
    int room = Math.max(FEWEST, MOST / Math.max(1, fold.nodes.size()));
    return fold.nodes.entrySet().stream()
        .map(e -> fold.track(e.getKey(), e.getValue(), room))
        .filter(track -> !track.samples().isEmpty())
        .toList();
  }

  private void take(Recorded recorded) {
    switch (recorded.event()) {
      case Event.StageEntered(NodeName node, Stage stage) -> entered(of(node), stage, recorded);
      case Event.EffectEnded(long id, Effect effect, Outcome outcome) -> {
        if (outcome instanceof Outcome.HeartbeatAppended(var reply)
            && reply instanceof Reply.Ok<Position>(Position end)) {
          ends.add(new End(recorded.at().wall(), end));
        }
      }
      case Event.EffectStarted(long id, Effect effect) -> {
        if (effect instanceof Effect.Ship ship) {
          applied(of(ship.node()), Optional.of(ship.since()), recorded);
        }
      }
      case Event.Observed(Snapshot snapshot) ->
          snapshot.nodes().forEach(n -> seen(n, snapshot, recorded));
      default -> {}
    }
  }

  private Known of(NodeName node) {
    return nodes.computeIfAbsent(node, n -> new Known());
  }

  private void entered(Known node, Stage stage, Recorded recorded) {
    switch (stage) {
      case Stage.CatchingUp s -> {
        end(s.fence(), recorded);
        applied(node, s.headway().furthest(), recorded);
      }
      case Stage.TakingOut s -> {
        end(s.fence(), recorded);
        s.fence().ifPresent(f -> gate(node, recorded));
      }
      case Stage.Out s -> applied(node, s.leftAt(), recorded);
      case Stage.Sampling s -> applied(node, s.headway().furthest(), recorded);
      case Stage.Proving s -> {
        end(s.heartbeat(), recorded);
        if (s.heartbeat().isEmpty()) {
          gate(node, recorded);
        }
      }
      case Stage.Comparing(Position at) -> end(Optional.of(at), recorded);
      default -> {}
    }
  }

  private void seen(NodeView view, Snapshot snapshot, Recorded recorded) {
    OptionalLong lag = snapshot.lag(view);
    if (lag.isPresent()) {
      of(view.name()).seen.add(new Sample(recorded.at().wall(), lag.getAsLong(), recorded.seq()));
    }
  }

  private void end(Optional<Position> position, Recorded recorded) {
    position.ifPresent(p -> ends.add(new End(recorded.at().wall(), p)));
  }

  private static void applied(Known node, Optional<Position> position, Recorded recorded) {
    position.ifPresent(p -> node.applied.add(new Applied(recorded.at().wall(), p, recorded.seq())));
  }

  private static void gate(Known node, Recorded recorded) {
    node.gates.add(new Gate(recorded.at().wall(), recorded.seq()));
  }

  private Track track(NodeName name, Known known, int room) {
    List<Sample> samples =
        known.seen.isEmpty()
            ? known.applied.stream().flatMap(a -> sample(a).stream()).toList()
            : known.seen;
    return new Track(name.value(), thinned(samples, room), known.gates);
  }

  private Optional<Sample> sample(Applied applied) {
    OptionalLong end = endAt(applied.at(), applied.position().term());
    return end.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Sample(
                applied.at(),
                Math.max(0, end.getAsLong() - applied.position().seqno()),
                applied.seq()));
  }

  private OptionalLong endAt(Instant at, long term) {
    Optional<End> before = Optional.empty();
    Optional<End> after = Optional.empty();
    for (End end : ends) {
      if (end.position().term() != term) {
        continue;
      }
      if (!end.at().isAfter(at)) {
        before = Optional.of(end);
      } else if (after.isEmpty()) {
        after = Optional.of(end);
      }
    }
    Optional<End> nearest = after;
    if (before.isPresent() && after.isPresent()) {
      return OptionalLong.of(between(before.get(), after.get(), at));
    }
    return before
        .or(() -> nearest)
        .map(end -> OptionalLong.of(end.position().seqno()))
        .orElse(OptionalLong.empty());
  }

  private static long between(End before, End after, Instant at) {
    double whole = Duration.between(before.at(), after.at()).toNanos();
    double part = Duration.between(before.at(), at).toNanos();
    long way = after.position().seqno() - before.position().seqno();
    return before.position().seqno() + Math.round(way * part / Math.max(1, whole));
  }

  /** Every k-th, and of each stretch between the highest: a peak is never left out. */
  private static List<Sample> thinned(List<Sample> samples, int room) {
    if (samples.size() <= room) {
      return List.copyOf(samples);
    }
    int stretch = Math.ceilDiv(samples.size(), room);
    List<Sample> kept = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += stretch) {
      samples.subList(from, Math.min(samples.size(), from + stretch)).stream()
          .max((a, b) -> Long.compare(a.lag(), b.lag()))
          .ifPresent(kept::add);
    }
    return List.copyOf(kept);
  }
}
