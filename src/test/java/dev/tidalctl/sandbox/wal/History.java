package dev.tidalctl.sandbox.wal;

import java.util.ArrayList;
import java.util.List;

/** Chained signals for tests. */
public final class History {
  private History() {}

  /** The signals {@code from} to {@code to} of the history whose payloads are all the same. */
  public static List<WalRecord> signals(long term, long from, long to, String payload) {
    List<WalRecord> records = new ArrayList<>();
    Chain chain = Chain.START;
    for (long seqno = 1; seqno <= to; seqno++) {
      WalRecord record =
          WalRecord.following(
              chain, new Position(term, seqno), WalRecord.Kind.SIGNAL, "s-" + seqno, payload);
      chain = record.chain();
      if (seqno >= from) {
        records.add(record);
      }
    }
    return records;
  }
}
