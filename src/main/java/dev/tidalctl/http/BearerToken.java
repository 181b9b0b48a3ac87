package dev.tidalctl.http;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The token in use, read when first needed and again when it is no longer accepted. */
final class BearerToken {
  private final TokenSource source;
  private final TokenReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<String> inUse = Optional.empty();

  BearerToken(TokenSource source, TokenReader reader) {
    this.source = source;
    this.reader = reader;
  }

  /** The token to send. */
  String current() throws UnusableSetting {
    lock.lock();
    try {
      if (inUse.isEmpty()) {
        inUse = Optional.of(reader.read(source));
      }
      return inUse.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another token than the one that was declined, empty when the source still has the same.
   *
   * @param declined what was sent
   */
  Optional<String> insteadOf(String declined) throws UnusableSetting {
    lock.lock();
    try {
      if (inUse.filter(t -> !t.equals(declined)).isEmpty()) {
        inUse = Optional.of(reader.read(source));
      }
      return inUse.filter(t -> !t.equals(declined));
    } finally {
      lock.unlock();
    }
  }

  String name() {
    return source.name();
  }
}
