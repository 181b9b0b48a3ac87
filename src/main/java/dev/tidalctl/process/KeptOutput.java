package dev.tidalctl.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads all of a stream in the background, and keeps the beginning. */
final class KeptOutput {
  /** The most that is kept, in bytes. */
  static final int CAP = 1 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);

  KeptOutput(InputStream stream) {
    Thread.ofPlatform().daemon().name("command-output").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    byte[] chunk = new byte[8192];
    try (stream) {
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        keep(chunk, read);
      }
    } catch (IOException lost) {
      keep(chunk, 0);
    }
    ended.countDown();
  }

  private synchronized void keep(byte[] chunk, int read) {
    kept.write(chunk, 0, Math.min(read, CAP - kept.size()));
  }

  /** What came until its end; or until the time was over, with three dots behind. */
  String within(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS) ? soFar() : soFar() + "...";
  }

  private synchronized String soFar() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
