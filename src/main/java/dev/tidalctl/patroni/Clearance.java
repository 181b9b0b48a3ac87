package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What makes a node's leaving short, where there is something to do it with; that it can't be done
 * is no reason to stop.
 *
 * <ol>
 *   <li>Once no client is sent to it: pools leave it, and it begins to write out what it holds in
 *       memory, while its last clients end.
 *   <li>Before it is out: that has ended, or was given up.
 * </ol>
 */
final class Clearance {
  /** Longer, and the node's stop is long whatever is done. */
  private static final Duration CHECKPOINT = Duration.ofSeconds(5);

  private final Gathering gathering;
  private final Optional<SqlFacts> sql;
  private final Optional<WriteGate> gate;
  private final Map<NodeName, CompletableFuture<Boolean>> writingOut = new ConcurrentHashMap<>();

  Clearance(Gathering gathering, Optional<SqlFacts> sql, Optional<WriteGate> gate) {
    this.gathering = gathering;
    this.sql = sql;
    this.gate = gate;
  }

  /** No client is sent to it any more. */
  void begin(NodeName node) {
    writingOut.put(node, Together.start(() -> checkpointed(node)));
    gate.ifPresent(WriteGate::reconnect);
  }

  /** It is to be out; whoever began may have been another process. */
  void end(NodeName node) {
    Optional.ofNullable(writingOut.remove(node))
        .ifPresentOrElse(Together::result, () -> checkpointed(node));
  }

  private boolean checkpointed(NodeName node) {
    return sql.flatMap(
            facts -> gathering.postgres(node).map(at -> facts.checkpoint(at, CHECKPOINT)))
        .filter(Reply.Ok.class::isInstance)
        .isPresent();
  }
}
