package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node has applied: every event of the history from the first on, never trimmed.
 *
 * <p>Events are read from the file by number, so memory grows by eight bytes an event. One thread
 * appends; any number read.
 */
public final class SignalStore implements AutoCloseable {
  private final FrameFile file;
  private volatile Wal.End end = Wal.End.START;
  private volatile long signals;

  private SignalStore(Path path) throws IOException {
    this.file = FrameFile.open(path, true, this::visit);
  }

  /**
   * Opens or creates the store; an unfinished end is cut off, the WAL has it still.
   *
   * @throws CorruptLogException when it is damaged
   */
  public static SignalStore open(Path path) throws IOException {
    return new SignalStore(path);
  }

  /** The last event applied, and the digest of the history up to it. */
  public Wal.End end() {
    return end;
  }

  /** How many signals are applied; heartbeats are none. */
  public long signals() {
    return signals;
  }

  /** Applies events that follow the end. */
  public void apply(List<WalRecord> records) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    if (records.getFirst().position().seqno() != end.position().seqno() + 1) {
      throw new IllegalArgumentException(
          "event " + records.getFirst().position() + " does not follow " + end.position());
    }
    file.append(records.stream().map(WalRecord::bytes).toList());
    for (WalRecord record : records) {
      countIn(record);
    }
  }

  /** Makes what was applied survive a crash of the machine. */
  public void force() throws IOException {
    file.force();
  }

  /** One applied event, {@code 1 <= seqno <= end}. */
  public WalRecord event(long seqno) throws IOException {
    return WalRecord.decode(file.body(Math.toIntExact(seqno - 1)));
  }

  /**
   * Applied events in order.
   *
   * @param from the first, at least 1
   * @param to the last; what is not yet applied is left out
   */
  public List<WalRecord> events(long from, long to) throws IOException {
    int first = Math.toIntExact(from - 1);
    int past = Math.toIntExact(Math.min(to, end.position().seqno()));
    List<WalRecord> events = new ArrayList<>();
    if (first < past) {
      for (ByteBuffer rest = ByteBuffer.wrap(file.frames(first, past)); rest.hasRemaining(); ) {
        events.add(WalRecord.decode(FrameFile.bodyOf(rest)));
      }
    }
    return events;
  }

  /** The digest of the history up to and including an applied event; 0 is before the first. */
  public Chain chainAt(long seqno) throws IOException {
    return seqno == 0 ? Chain.START : event(seqno).chain();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void visit(int index, byte[] body) throws IOException {
    countIn(WalRecord.decode(body));
  }

  private void countIn(WalRecord record) {
    long before = signals; // one thread appends
    if (record.kind() == WalRecord.Kind.SIGNAL) {
      signals = before + 1;
    }
    end = Wal.End.at(record);
  }
}
