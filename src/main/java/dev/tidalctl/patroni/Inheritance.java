package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.util.Map;
import java.util.Optional;

/**
 * What the holder of the lease before us left behind, undone by the next one. There is no server of
 * our own that would do it when a lease runs out.
 *
 * <ol>
 *   <li>A note of a switchover: writes are let go wherever they are held, the candidate's reads are
 *       opened unless it is marked, then the note is removed.
 *   <li>A node that another run left draining: it serves again if it still runs in the process that
 *       was to be drained; the routes first, then the mark. If it runs in another one, it is marked
 *       drained, so that a rejoin checks it.
 *   <li>Drained and rejoining nodes stay as they are.
 * </ol>
 */
final class Inheritance {
  private final NodeApi api;
  private final ReadRoutes routes;
  private final Optional<WriteGate> gate;
  private final SharedState shared;
  private final int size;

  Inheritance(
      NodeApi api, ReadRoutes routes, Optional<WriteGate> gate, SharedState shared, int size) {
    this.api = api;
    this.routes = routes;
    this.gate = gate;
    this.shared = shared;
    this.size = size;
  }

  /**
   * Undoes it.
   *
   * @param token of the lease that is ours now
   * @param mine the run whose draining nodes are gone on with
   */
  Reply<Done> clear(long token, Optional<RunId> mine) {
    return Replies.then(
        shared.look(),
        view -> Replies.then(switchover(view, token), done -> draining(view, token, mine)));
  }

  private Reply<Done> switchover(SharedState.View view, long token) {
    if (view.switchover().isEmpty()) {
      return new Reply.Ok<>(new Done());
    }
    NodeName candidate = view.switchover().get().to();
    NodeName former = view.switchover().get().from();
    Reply<Done> writes =
        Replies.then(
            gate.map(WriteGate::letGo).orElseGet(() -> new Reply.Ok<>(new Done())),
            free -> routes.admitWrites(former));
    return Replies.then(
        writes,
        free ->
            Replies.then(
                view.marks().containsKey(candidate) ? new Reply.Ok<>(free) : routes.open(candidate),
                open -> shared.note(Optional.empty(), token)));
  }

  private Reply<Done> draining(SharedState.View view, long token, Optional<RunId> mine) {
    Reply<Done> all = new Reply.Ok<>(new Done());
    int serving = Math.max(0, size - view.marks().size());
    for (Map.Entry<NodeName, SharedState.Marked> entry : view.marks().entrySet()) {
      Mark mark = entry.getValue().mark();
      boolean left =
          mark.routing() == Routing.DRAINING && !Optional.of(mark.hold().runId()).equals(mine);
      if (left && all instanceof Reply.Ok) {
        all = putBack(entry.getKey(), entry.getValue(), token, serving);
      }
    }
    return all;
  }

  private Reply<Done> putBack(NodeName node, SharedState.Marked marked, long token, int serving) {
    Mark mark = marked.mark();
    Optional<Incarnation> now =
        api.reading(node) instanceof Reply.Ok<NodeReading>(NodeReading reading)
            ? reading.started().map(Incarnation::new)
            : Optional.empty();
    boolean same = now.isPresent() && now.equals(mark.hold().incarnation());
    Optional<Long> revision = Optional.of(marked.revision());
    return same
        ? Replies.then(
            routes.open(node),
            open -> shared.mark(node, revision, Optional.empty(), serving + 1, token))
        : shared.mark(
            node, revision, Optional.of(new Mark(Routing.DRAINED, mark.hold())), serving, token);
  }
}
