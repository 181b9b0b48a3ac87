package dev.tidalctl.pgbouncer.console;

import java.util.Optional;

/**
 * Who speaks to consoles.
 *
 * @param user who may use them
 * @param password to be shown to nobody
 */
public record Login(String user, Optional<String> password) {
  /** {@code words} without the password, should they hold it. */
  String redacted(String words) {
    return password.map(secret -> words.replace(secret, "********")).orElse(words);
  }

  @Override
  public String toString() {
    return user;
  }
}
