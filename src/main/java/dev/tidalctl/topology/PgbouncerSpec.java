package dev.tidalctl.topology;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PgBouncers that pause writes during a switchover.
 *
 * @param consoles at least one admin console
 * @param databases the databases to pause, at least one
 * @param user who may use the console
 * @param password where the user's password comes from
 * @param tls trust, with authorities, and client certificate
 * @param maxPause after which writes are resumed whatever happened
 */
public record PgbouncerSpec(
    List<HostPort> consoles,
    List<String> databases,
    String user,
    Optional<Secret> password,
    Optional<Tls> tls,
    Duration maxPause) {
  /** Takes unmodifiable copies. */
  public PgbouncerSpec {
    consoles = List.copyOf(consoles);
    databases = List.copyOf(databases);
  }
}
