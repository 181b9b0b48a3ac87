package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that a command's output goes to. What exceeds the cap is read and thrown away, so that a
 * talkative command neither blocks nor fills the disk, and the file's last lines say so.
 */
final class CappedLog implements AutoCloseable {
  private final OutputStream out;
  private final long cap;
  private long written;
  private long dropped;
  private boolean full;

  private CappedLog(OutputStream out, long cap) {
    this.out = out;
    this.cap = cap;
  }

  /**
   * Opens a file for its owner only; what it already holds is kept.
   *
   * @param cap the largest size of what is added, in bytes
   */
  static CappedLog open(Path file, long cap) throws IOException {
    return new CappedLog(
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)))),
        cap);
  }

  /** Takes all of {@code in} until its end. A full disk stops the writing, not the reading. */
  void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      take(buffer, n);
    }
  }

  private synchronized void take(byte[] buffer, int length) {
    int fitting = full ? 0 : (int) Math.min(length, cap - written);
    dropped += length - fitting;
    if (full) {
      return;
    }
    try {
      out.write(buffer, 0, fitting);
      written += fitting;
      if (fitting < length) {
        full = true;
        note("the output goes on beyond " + cap + " bytes; the rest is not kept");
      }
    } catch (IOException e) {
      full = true;
      dropped += fitting;
    }
  }

  /** Adds a line of our own. */
  synchronized void note(String line) throws IOException {
    out.write(("\n[tidalctl] " + line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Says how much was dropped, when anything was, and takes no more. */
  @Override
  public synchronized void close() throws IOException {
    full = true;
    try (out) {
      if (dropped > 0) {
        note(dropped + " bytes of output were not kept");
      }
    }
  }
}
