package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * A node's write-ahead log: segments named by the first event they hold.
 *
 * <p>One thread appends, syncs and drops; any number read. What was appended is visible to readers
 * once it is synced, so nothing is shipped that the leader itself could lose.
 */
public final class Wal implements AutoCloseable {
  private static final String SUFFIX = ".wal";

  private final Path directory;
  private final Limits limits;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<Segment> segments = new ArrayList<>();
  private End appended;
  private volatile End end;

  /**
   * When a segment is full.
   *
   * @param segmentBytes at this size
   * @param segmentRecords at this number of events
   */
  public record Limits(long segmentBytes, int segmentRecords) {
    /** Limits under which a retention cap, in events, is kept to within an eighth of itself. */
    public static Limits forRetention(long cap) {
      return new Limits(256 << 10, Math.clamp(cap / 8, 16, 1 << 20));
    }
  }

  /**
   * Where the synced log ends.
   *
   * @param position the last event
   * @param chain the digest of the history up to it
   */
  public record End(Position position, Chain chain) {
    static final End START = new End(Position.START, Chain.START);

    /** The end of a history whose last event is this one. */
    public static End at(WalRecord last) {
      return new End(last.position(), last.chain());
    }
  }

  /**
   * A run of frames, as shipped.
   *
   * @param last the number of the last event in it
   * @param frames the bytes; none when there is nothing to read
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Batch(long last, byte[] frames) {}

  private record Segment(long first, FrameFile file) {
    long next() {
      return first + file.count();
    }
  }

  private Wal(Path directory, Limits limits, End start) {
    this.directory = directory;
    this.limits = limits;
    this.end = start;
    this.appended = start;
  }

  /**
   * Opens or creates the log.
   *
   * @param applied where the store of applied events ends; a log that ends before it starts anew
   *     right after it
   * @throws CorruptLogException when a segment is damaged, or events are missing
   */
  public static Wal open(Path directory, Limits limits, End applied) throws IOException {
    Files.createDirectories(directory);
    Wal wal = new Wal(directory, limits, applied);
    wal.load();
    if (wal.end.position().seqno() < applied.position().seqno()) {
      wal.startAfter(applied);
    } else if (wal.firstKept() > applied.position().seqno() + 1) {
      throw new CorruptLogException(
          directory, 0, "the events after " + applied.position() + " are missing");
    }
    return wal;
  }

  /** Where the synced log ends. */
  public End end() {
    return end;
  }

  /** Where the log ends, including what is appended but not yet synced; the appender's view. */
  public End appendedEnd() {
    return appended;
  }

  /** The first event that is kept; one past the end when none is. */
  public long firstKept() {
    lock.readLock().lock();
    try {
      return segments.isEmpty() ? end.position().seqno() + 1 : segments.getFirst().first();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Appends events that follow one another and the end; {@link #sync} makes them visible. */
  public void append(List<WalRecord> records) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    if (records.getFirst().position().seqno() != appended.position().seqno() + 1) {
      throw new IllegalArgumentException(
          "event " + records.getFirst().position() + " does not follow " + appended.position());
    }
    FrameFile file = segmentWithRoom();
    file.append(records.stream().map(WalRecord::bytes).toList());
    appended = End.at(records.getLast());
  }

  /** Syncs what was appended, then shows it to readers. */
  public void sync() throws IOException {
    if (!appended.equals(end)) {
      segments.getLast().file().force();
      end = appended;
    }
  }

  /**
   * Reads synced events from {@code from} on.
   *
   * @param maxBytes about how much; at least one event is read if there is one
   * @return the batch, or empty when {@code from} is no longer kept
   */
  public Optional<Batch> read(long from, int maxBytes) throws IOException {
    lock.readLock().lock();
    try {
      long last = end.position().seqno();
      if (from > last) {
        return Optional.of(new Batch(from - 1, new byte[0]));
      }
      for (Segment segment : segments.reversed()) {
        if (segment.first() <= from) {
          int index = (int) (from - segment.first());
          int synced = (int) Math.min(segment.file().count(), last + 1 - segment.first());
          int to = Math.min(synced, segment.file().fitting(index, maxBytes));
          byte[] frames = segment.file().frames(index, to);
          return Optional.of(new Batch(segment.first() + to - 1, frames));
        }
      }
      return Optional.empty();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Takes a batch's frames apart, checking each. */
  public static List<WalRecord> decode(byte[] frames) throws IOException {
    List<WalRecord> records = new ArrayList<>();
    for (ByteBuffer rest = ByteBuffer.wrap(frames); rest.hasRemaining(); ) {
      records.add(WalRecord.decode(FrameFile.bodyOf(rest)));
    }
    return records;
  }

  /** Whether {@link #dropBefore} would drop anything. */
  public boolean canDropBefore(long keepFrom) {
    lock.readLock().lock();
    try {
      return segments.size() > 1 && segments.getFirst().next() <= keepFrom;
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Drops whole segments that end before {@code keepFrom}; never the one appended to.
   *
   * @return how many were dropped
   */
  public int dropBefore(long keepFrom) throws IOException {
    lock.writeLock().lock();
    try {
      int dropped = 0;
      while (segments.size() > 1 && segments.getFirst().next() <= keepFrom) {
        FrameFile file = segments.removeFirst().file();
        file.close();
        Files.delete(file.path());
        dropped++;
      }
      return dropped;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      for (Segment segment : segments) {
        segment.file().close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void load() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      long first = Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
      if (!segments.isEmpty() && segments.getLast().next() != first) {
        throw new CorruptLogException(
            file, 0, "the segment with event " + segments.getLast().next() + " is missing");
      }
      boolean last = file.equals(files.getLast());
      segments.add(new Segment(first, FrameFile.open(file, last, this::visit)));
    }
    end = appended;
  }

  private void visit(int index, byte[] body) throws IOException {
    appended = End.at(WalRecord.decode(body));
  }

  private void startAfter(End applied) throws IOException {
    for (Segment segment : segments) {
      segment.file().close();
      Files.delete(segment.file().path());
    }
    segments.clear();
    appended = applied;
    end = applied;
  }

  private FrameFile segmentWithRoom() throws IOException {
    if (!segments.isEmpty()) {
      FrameFile last = segments.getLast().file();
      if (last.size() < limits.segmentBytes() && last.count() < limits.segmentRecords()) {
        return last;
      }
      last.force();
    }
    long first = appended.position().seqno() + 1;
    Path path = directory.resolve("%020d%s".formatted(first, SUFFIX));
    FrameFile file = FrameFile.open(path, true, (index, body) -> {});
    SyncedFiles.syncDirectory(directory);
    lock.writeLock().lock();
    try {
      segments.add(new Segment(first, file));
    } finally {
      lock.writeLock().unlock();
    }
    return file;
  }
}
