package dev.tidalctl.http;

import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.secret.SecretSource;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.Auth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What says who sends a request: read when first needed, and again when no longer accepted. */
final class Credentials {
  private final Auth auth;
  private final SecretSource source;
  private final SecretReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<String> inUse = Optional.empty();

  Credentials(Auth auth, SecretReader reader) {
    this.auth = auth;
    this.source =
        switch (auth) {
          case Auth.Bearer(var token) -> SecretSource.token(token);
          case Auth.Basic(var user, var password) -> SecretSource.password(password);
        };
    this.reader = reader;
  }

  /** The value of the header to send. */
  String current() throws UnusableSetting {
    lock.lock();
    try {
      if (inUse.isEmpty()) {
        inUse = Optional.of(read());
      }
      return inUse.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another value than the one that was declined, empty when the source still has the same.
   *
   * @param declined what was sent
   */
  Optional<String> insteadOf(String declined) throws UnusableSetting {
    lock.lock();
    try {
      if (inUse.filter(t -> !t.equals(declined)).isEmpty()) {
        inUse = Optional.of(read());
      }
      return inUse.filter(t -> !t.equals(declined));
    } finally {
      lock.unlock();
    }
  }

  private String read() throws UnusableSetting {
    try {
      String secret = reader.read(source);
      return switch (auth) {
        case Auth.Bearer b -> "Bearer " + secret;
        case Auth.Basic(String user, var password) ->
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
      };
    } catch (UnusableSecret e) {
      throw new UnusableSetting(e.why(), e);
    }
  }

  /** What they are, and where they come from. */
  String name() {
    return switch (auth) {
      case Auth.Bearer b -> "the token of " + source.name();
      case Auth.Basic(String user, var password) -> "user " + user + " with " + source.name();
    };
  }
}
