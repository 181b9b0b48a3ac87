package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wal.WalRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the committing thread is asked to do; answered once its effect is synced. */
sealed interface LogRequest {
  /** Completed after the sync, or with a {@link dev.tidalctl.sandbox.wire.Problem}. */
  CompletableFuture<Position> done();

  /** Append one event as leader. */
  record Write(WalRecord.Kind kind, String id, String payload, CompletableFuture<Position> done)
      implements LogRequest {}

  /** Append events shipped by the leader of {@code term}. */
  record Receive(long term, List<WalRecord> records, CompletableFuture<Position> done)
      implements LogRequest {}

  /** Take up an assignment. */
  record Govern(Assignment assignment, CompletableFuture<Position> done) implements LogRequest {}

  /** End, after what was asked before. */
  record Stop(CompletableFuture<Position> done) implements LogRequest {}
}
