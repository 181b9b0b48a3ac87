package dev.tidalctl.sql;

import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.secret.SecretSource;
import dev.tidalctl.secret.UnusableSecret;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The password in use, read when first needed and again when it is no longer accepted. */
final class Password {
  private final SecretSource source;
  private final SecretReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<String> inUse = Optional.empty();

  Password(SecretSource source, SecretReader reader) {
    this.source = source;
    this.reader = reader;
  }

  /** The password to send. */
  String current() throws UnusableSecret {
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

  /** The words without the password in use. */
  String hiddenIn(String words) {
    lock.lock();
    try {
      return inUse.map(secret -> words.replace(secret, "***")).orElse(words);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another password than the one that was declined, empty when the source still has the same.
   *
   * @param declined what was sent
   */
  Optional<String> insteadOf(String declined) throws UnusableSecret {
    lock.lock();
    try {
      if (inUse.filter(p -> !p.equals(declined)).isEmpty()) {
        inUse = Optional.of(reader.read(source));
      }
      return inUse.filter(p -> !p.equals(declined));
    } finally {
      lock.unlock();
    }
  }
}
