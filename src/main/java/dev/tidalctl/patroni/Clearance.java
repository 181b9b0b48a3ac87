package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.Optional;

/**
 * What makes a node's leaving short, where there is something to do it with; that it can't be done
 * is no reason to stop.
 */
final class Clearance {
  /** Longer, and the node's stop is long whatever is done. */
  private static final Duration CHECKPOINT = Duration.ofSeconds(5);

  private final Gathering gathering;
  private final Optional<SqlFacts> sql;
  private final Optional<WriteGate> gate;

  Clearance(Gathering gathering, Optional<SqlFacts> sql, Optional<WriteGate> gate) {
    this.gathering = gathering;
    this.sql = sql;
    this.gate = gate;
  }

  /** Has a node write out what it holds in memory. */
  void checkpoint(NodeName node) {
    sql.ifPresent(
        facts -> gathering.postgres(node).ifPresent(at -> facts.checkpoint(at, CHECKPOINT)));
  }

  /** Has the pools leave a server to which clients are no longer sent. */
  void reconnect() {
    gate.ifPresent(WriteGate::reconnect);
  }
}
