package dev.tidalctl.tls;

import dev.tidalctl.topology.Tls;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client needs for TLS, made of its files when it is first needed, and kept: whoever asks
 * again shakes hands by the session that there is.
 */
public final class DeferredTls {
  private final Tls files;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<TlsSetup> made = Optional.empty();

  /** Reads nothing yet. */
  public DeferredTls(Tls files) {
    this.files = files;
  }

  /**
   * Makes it, if that was not done.
   *
   * @throws UnusableTls when a file is of no use
   */
  public TlsSetup setup() throws UnusableTls {
    lock.lock();
    try {
      if (made.isEmpty()) {
        made = Optional.of(TlsSetup.from(files));
      }
      return made.get();
    } finally {
      lock.unlock();
    }
  }
}
