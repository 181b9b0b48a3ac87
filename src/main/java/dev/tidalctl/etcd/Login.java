package dev.tidalctl.etcd;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.secret.SecretSource;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.Auth;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/** The user's token, got when first needed and again when it is no longer accepted. */
final class Login {
  private final Auth.Basic auth;
  private final SecretReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<String> inUse = Optional.empty();

  Login(Auth.Basic auth, SecretReader reader) {
    this.auth = auth;
    this.reader = reader;
  }

  /**
   * The token to send.
   *
   * @param authenticate gets one for a user and a password
   */
  Reply<String> current(BiFunction<String, String, Reply<String>> authenticate) {
    lock.lock();
    try {
      return inUse.<Reply<String>>map(Reply.Ok::new).orElseGet(() -> renewed(authenticate));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another token than the one that was declined.
   *
   * @param declined what was sent
   * @param authenticate gets one for a user and a password
   */
  Reply<String> insteadOf(String declined, BiFunction<String, String, Reply<String>> authenticate) {
    lock.lock();
    try {
      Optional<String> other = inUse.filter(token -> !token.equals(declined));
      return other.<Reply<String>>map(Reply.Ok::new).orElseGet(() -> renewed(authenticate));
    } finally {
      lock.unlock();
    }
  }

  private Reply<String> renewed(BiFunction<String, String, Reply<String>> authenticate) {
    try {
      String password = reader.read(SecretSource.password(auth.password()));
      Reply<String> reply = authenticate.apply(auth.user(), password);
      inUse = reply instanceof Reply.Ok<String>(String token) ? Optional.of(token) : inUse;
      return reply;
    } catch (UnusableSecret e) {
      return new Reply.Unreachable<>("etcd was not asked: " + e.why());
    }
  }

  /** What it is, for messages. */
  String name() {
    return "user " + auth.user() + " with " + SecretSource.password(auth.password()).name();
  }
}
