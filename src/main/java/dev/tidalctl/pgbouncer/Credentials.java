package dev.tidalctl.pgbouncer;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.pgbouncer.console.Login;
import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.secret.SecretSource;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.Secret;
import java.util.Optional;

/** The console user's password: read once, and anew after it was found wrong. */
final class Credentials {
  private final String user;
  private final Optional<Secret> source;
  private final SecretReader reader;
  private Optional<Login> known = Optional.empty();

  Credentials(PgbouncerSpec spec, SecretReader reader) {
    user = spec.user();
    source = spec.password();
    this.reader = reader;
  }

  /** Who we are; {@code Unreachable} when the password can't be had. */
  synchronized Reply<Login> login() {
    if (known.isEmpty()) {
      try {
        known =
            Optional.of(
                source.isPresent()
                    ? new Login(user, Optional.of(reader.read(SecretSource.password(source.get()))))
                    : new Login(user, Optional.empty()));
      } catch (UnusableSecret e) {
        return new Reply.Unreachable<>("no PgBouncer was asked: " + e.why());
      }
    }
    return new Reply.Ok<>(known.get());
  }

  /** It was declined: it may have been changed since. */
  synchronized void forget() {
    known = Optional.empty();
  }
}
