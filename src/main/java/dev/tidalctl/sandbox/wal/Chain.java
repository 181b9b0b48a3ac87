package dev.tidalctl.sandbox.wal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The digest of a history: two checksums of the chain before its last event and of that event's
 * content. So two logs that agree on one chain agree on everything up to it, unless somebody wanted
 * them to look so.
 *
 * <p>Why not SHA-256: a node that has just started would interpret it, for each event that it
 * missed. The JVM has these checksums ready.
 *
 * @param value both in one
 */
public record Chain(long value) {
  /** Before the first event. */
  public static final Chain START = new Chain(0);

  /** The chain after one more event. */
  Chain then(byte[] content, int from) {
    byte[] before = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    return new Chain(
        sum(new CRC32(), before, content, from) << Integer.SIZE
            | sum(new CRC32C(), before, content, from));
  }

  private static long sum(Checksum sum, byte[] before, byte[] content, int from) {
    sum.update(before, 0, before.length);
    sum.update(content, from, content.length - from);
    return sum.getValue();
  }

  /** In hex. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
