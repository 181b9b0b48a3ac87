package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.sql.WalKeeping;
import dev.tidalctl.topology.HostPort;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Streaming replication in the place of shipping: PostgreSQL asks for its WAL by itself.
 *
 * <ol>
 *   <li>The lease is the caller's, or nothing is done; the look is begun beside its renewal.
 *   <li>A node that was seen to diverge is refused.
 *   <li>One that streams gets what it needs. A heartbeat follows as a rule, so that the login for
 *       it is begun.
 *   <li>One that does not, and whose slot lost what it held, or which needs WAL from before the
 *       first byte that the leader still has, will never get it: a gap. Without SQL nobody can
 *       tell, and its standing still will show it.
 * </ol>
 */
final class PatroniWalShipper implements WalShipper {
  private final Looks looks;
  private final Gathering gathering;
  private final Optional<SqlFacts> sql;
  private final Fencing fencing;

  PatroniWalShipper(Looks looks, Gathering gathering, Optional<SqlFacts> sql, Fencing fencing) {
    this.looks = looks;
    this.gathering = gathering;
    this.sql = sql;
    this.fencing = fencing;
  }

  @Override
  public Reply<Done> shipSegmentsSince(NodeName node, Position since, long token) {
    return Replies.then(
        seen(token),
        seen -> {
          foreseeHeartbeat(seen);
          Optional<NodeView> view = seen.snapshot().node(node);
          if (view.filter(NodeView::diverged).isPresent()) {
            return Replies.refused(Code.DIVERGED, node + " has another history than the leader");
          }
          boolean streams = view.filter(n -> n.observedAt().isPresent()).isPresent();
          Optional<OptionalLong> gap = streams ? Optional.empty() : gap(node, since, seen);
          return gap.<Reply<Done>>map(
                  first ->
                      new Reply.Refused<>(
                          new Refusal(
                              Code.WAL_GAP,
                              "the leader no longer has the WAL that " + node + " needs",
                              first,
                              Optional.empty())))
              .orElseGet(() -> new Reply.Ok<>(new Done()));
        });
  }

  @Override
  public Reply<Position> appendHeartbeat(long token) {
    if (sql.isEmpty()) {
      return Replies.refused(Code.UNSUPPORTED, "the cluster file names no sql");
    }
    return Replies.then(
        seen(token),
        seen ->
            leader(seen)
                .map(leader -> sql.get().heartbeat(leader))
                .orElseGet(() -> new Reply.Unreachable<>("no leader is known")));
  }

  private Optional<HostPort> leader(Looks.Seen seen) {
    return seen.snapshot().leader().flatMap(gathering::postgres);
  }

  private void foreseeHeartbeat(Looks.Seen seen) {
    sql.ifPresent(facts -> leader(seen).ifPresent(facts::foreseeHeartbeat));
  }

  private Reply<Looks.Seen> seen(long token) {
    CompletableFuture<Reply<Done>> passing = Together.start(() -> fencing.pass(token));
    Reply<Looks.Seen> seen = looks.fresh();
    return Replies.then(Together.result(passing), passed -> seen);
  }

  private Optional<OptionalLong> gap(NodeName node, Position since, Looks.Seen seen) {
    OptionalLong first = seen.snapshot().firstKept();
    if (first.isPresent() && since.seqno() + 1 < first.getAsLong()) {
      return Optional.of(first);
    }
    boolean lost =
        sql.isPresent()
            && leader(seen)
                .map(leader -> sql.get().walKeeping(leader))
                .filter(reply -> lost(reply, node))
                .isPresent();
    return lost ? Optional.of(first) : Optional.empty();
  }

  private static boolean lost(Reply<WalKeeping> reply, NodeName node) {
    return reply instanceof Reply.Ok<WalKeeping>(WalKeeping keeping)
        && keeping
            .slot(slotOf(node))
            .filter(slot -> slot.status() == WalKeeping.Status.LOST)
            .isPresent();
  }

  /** As Patroni makes a slot's name of a member's. */
  private static String slotOf(NodeName node) {
    StringBuilder slot = new StringBuilder();
    for (char c : node.value().toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      slot.append(
          plain ? String.valueOf(c) : c == '-' || c == '.' ? "_" : "u%04d".formatted((int) c));
    }
    return slot.toString();
  }
}
