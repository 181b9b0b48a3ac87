package dev.tidalctl.pgbouncer.console;

import java.util.Map;

/**
 * A database that a PgBouncer pools, as its console shows it.
 *
 * @param name by which clients ask for it
 * @param host where its servers are; empty for a unix socket
 * @param poolMode {@code session}, {@code transaction} or {@code statement}; empty for the default
 * @param paused whether {@code PAUSE db} holds it, or is about to
 */
public record Database(String name, String host, String poolMode, boolean paused) {
  static Database of(Map<String, String> row) {
    return new Database(
        row.getOrDefault("name", ""),
        row.getOrDefault("host", ""),
        row.getOrDefault("pool_mode", ""),
        !row.getOrDefault("paused", "0").equals("0"));
  }
}
