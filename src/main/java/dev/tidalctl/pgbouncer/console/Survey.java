package dev.tidalctl.pgbouncer.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one console shows.
 *
 * @param console its name
 * @param databases all of them
 * @param defaultPoolMode of databases that have none of their own
 * @param sessionPools pools that are in use and pool by session, as {@code database/user}, whatever
 *     their database's mode is
 */
public record Survey(
    String console,
    List<Database> databases,
    String defaultPoolMode,
    List<Map.Entry<String, String>> sessionPools) {
  /** Takes copies. */
  public Survey {
    databases = List.copyOf(databases);
    sessionPools = List.copyOf(sessionPools);
  }

  /** A database, if there is such a one. */
  public Optional<Database> database(String name) {
    return databases.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
