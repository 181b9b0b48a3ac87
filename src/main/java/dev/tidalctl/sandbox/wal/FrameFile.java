package dev.tidalctl.sandbox.wal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of checksummed frames: {@code magic, length, CRC32C of the body, body}.
 *
 * <p>Opening reads it all, by these rules:
 *
 * <ol>
 *   <li>Frames are valid as long as magic, length and checksum fit.
 *   <li>After the first that is not, nothing valid follows: a torn tail, which a crash in mid-write
 *       leaves behind. It is cut off, if this file may have one (the last of its log).
 *   <li>Something valid follows: damage, refused by file name and byte.
 * </ol>
 *
 * <p>One thread appends; any number read what {@link #count} covers.
 */
public final class FrameFile implements AutoCloseable {
  private static final int MAGIC = 0x54444C31;
  private static final int HEADER = 12;
  private static final int MAX_BODY = 8 << 20;

  private final Path path;
  private final FileChannel channel;
  private volatile long[] ends;
  private volatile int count;

  private FrameFile(Path path, FileChannel channel, long[] ends, int count) {
    this.path = path;
    this.channel = channel;
    this.ends = ends;
    this.count = count;
  }

  /** What is done with the body of each frame found while opening. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes the body of frame number {@code index} (from 0). */
    void visit(int index, byte[] body) throws IOException;
  }

  /**
   * Opens or creates a file.
   *
   * @param mayEndTorn true for the last file of a log, whose unfinished end is cut off
   * @throws CorruptLogException when it is damaged otherwise
   */
  public static FrameFile open(Path path, boolean mayEndTorn, Visitor visitor) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FrameFile file = new FrameFile(path, channel, new long[256], 0);
      file.scan(mayEndTorn, visitor);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** How many frames there are. */
  public int count() {
    return count;
  }

  /** Its length in bytes. */
  public long size() {
    return end(count);
  }

  /** Appends frames in one write, not yet synced. */
  public void append(List<byte[]> bodies) throws IOException {
    int bytes = 0;
    for (byte[] body : bodies) {
      bytes += HEADER + body.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    for (byte[] body : bodies) {
      buffer.putInt(MAGIC).putInt(body.length).putInt(checksum(ByteBuffer.wrap(body))).put(body);
    }
    long start = size();
    long at = start;
    for (buffer.flip(); buffer.hasRemaining(); ) {
      at += channel.write(buffer, at);
    }
    for (byte[] body : bodies) {
      start += HEADER + body.length;
      addEnd(start);
    }
  }

  /** Makes what was appended survive a crash of the machine. */
  public void force() throws IOException {
    channel.force(false);
  }

  /** The body of one frame. */
  public byte[] body(int index) throws IOException {
    return bodyOf(ByteBuffer.wrap(frames(index, index + 1)));
  }

  /** The bytes of the frames from {@code from} (inclusive) to {@code to} (exclusive). */
  public byte[] frames(int from, int to) throws IOException {
    if (from < 0 || to > count || from > to) {
      throw new IndexOutOfBoundsException(path + " has no frames " + from + " to " + to);
    }
    long at = end(from);
    ByteBuffer buffer = ByteBuffer.allocate((int) (end(to) - at));
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer, at + buffer.position());
      if (got < 0) {
        throw new CorruptLogException(path, at + buffer.position(), "the file has become shorter");
      }
    }
    return buffer.array();
  }

  /** How many frames from {@code from} on fit into {@code maxBytes}; at least one if there is. */
  public int fitting(int from, int maxBytes) {
    int to = Math.min(from + 1, count);
    while (to < count && end(to + 1) - end(from) <= maxBytes) {
      to++;
    }
    return to;
  }

  /**
   * Takes the next frame off a buffer, checking it.
   *
   * @throws IOException when it is damaged
   */
  public static byte[] bodyOf(ByteBuffer frames) throws IOException {
    if (frames.remaining() < HEADER || frames.getInt() != MAGIC) {
      throw new IOException("not a frame");
    }
    int length = frames.getInt();
    int checksum = frames.getInt();
    if (length < 0 || length > frames.remaining()) {
      throw new IOException("a frame is cut short");
    }
    byte[] body = new byte[length];
    frames.get(body);
    if (checksum(ByteBuffer.wrap(body)) != checksum) {
      throw new IOException("a frame does not match its checksum");
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void scan(boolean mayEndTorn, Visitor visitor) throws IOException {
    long size = channel.size();
    if (size == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      long at = 0;
      for (long length = validFrame(bytes, at); length > 0; length = validFrame(bytes, at)) {
        visitor.visit(count, bytes.asSlice(at + HEADER, length - HEADER).toArray(JAVA_BYTE));
        at += length;
        addEnd(at);
      }
      if (at == size) {
        return;
      }
      if (!mayEndTorn) {
        throw new CorruptLogException(path, at, "a later file of this log exists");
      }
      for (long later = at + 1; later + HEADER <= size; later++) {
        if (validFrame(bytes, later) > 0) {
          throw new CorruptLogException(path, at, "a valid record follows at byte " + later);
        }
      }
      channel.truncate(at);
      channel.force(true);
    }
  }

  /** The length of the valid frame at an offset, or 0 when there is none. */
  private static long validFrame(MemorySegment bytes, long at) {
    if (bytes.byteSize() - at < HEADER) {
      return 0;
    }
    ByteBuffer header = bytes.asSlice(at, HEADER).asByteBuffer();
    if (header.getInt() != MAGIC) {
      return 0;
    }
    int length = header.getInt();
    if (length < 0 || length > MAX_BODY || length > bytes.byteSize() - at - HEADER) {
      return 0;
    }
    ByteBuffer body = bytes.asSlice(at + HEADER, length).asByteBuffer();
    return checksum(body) == header.getInt() ? HEADER + (long) length : 0;
  }

  private static int checksum(ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }

  private long end(int frames) {
    return frames == 0 ? 0 : ends[frames - 1];
  }

  private void addEnd(long end) {
    int before = count; // one thread appends
    if (before == ends.length) {
      ends = Arrays.copyOf(ends, before * 2);
    }
    ends[before] = end;
    count = before + 1;
  }
}
