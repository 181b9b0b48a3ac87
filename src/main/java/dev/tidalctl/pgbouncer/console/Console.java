package dev.tidalctl.pgbouncer.console;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.CsvTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One PgBouncer's admin console.
 *
 * @param address where it listens
 * @param login who speaks to it
 * @param psql how
 */
public record Console(HostPort address, Login login, Psql psql) {
  /** For everything but {@code PAUSE}, which waits for transactions. */
  static final Duration LIMIT = Duration.ofSeconds(3);

  private static final String DATABASES = "SHOW DATABASES";

  /** As the cluster file names it. */
  public String name() {
    return Psql.name(address);
  }

  /** Looks. Nothing is changed by that, so that a lost answer is just no answer. */
  public Reply<Survey> survey() {
    return switch (ask(List.of(DATABASES, "SHOW CONFIG", "SHOW POOLS"), true, LIMIT)) {
      case Reply.Ok<List<String>>(var tables) ->
          tables.size() == 3
              ? new Reply.Ok<>(survey(tables))
              : new Reply.Refused<>(
                  Refusal.of(Refusal.Code.OTHER, "PgBouncer %s shows nothing".formatted(name())));
      case Reply.Refused<List<String>>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<List<String>>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<List<String>>(var why) -> new Reply.Unreachable<>(why);
    };
  }

  private Survey survey(List<String> tables) {
    return new Survey(
        name(),
        databases(tables.get(0)),
        CsvTable.read(tables.get(1)).stream()
            .filter(row -> row.getOrDefault("key", "").equals("pool_mode"))
            .map(row -> row.getOrDefault("value", ""))
            .findFirst()
            .orElse(""),
        CsvTable.read(tables.get(2)).stream()
            .filter(row -> row.getOrDefault("pool_mode", "").equals("session"))
            .filter(row -> !row.getOrDefault("cl_active", "0").equals("0"))
            .map(row -> Map.entry(row.getOrDefault("database", ""), row.getOrDefault("user", "")))
            .toList());
  }

  private static List<Database> databases(String table) {
    return CsvTable.read(table).stream().map(Database::of).toList();
  }

  /**
   * Holds a database's queries: new ones wait, {@code Ok} once those under way have ended.
   *
   * @param limit for that; after it, it may be held or about to be
   */
  public Reply<Done> pause(String database, Duration limit) {
    return done(ask(List.of("PAUSE " + quoted(database)), true, limit));
  }

  /**
   * Lets queries go, and looks.
   *
   * @return {@code Ok} when it shows none of these databases held
   */
  public Reply<Done> resume(List<String> databases) {
    List<String> commands = new ArrayList<>();
    databases.forEach(each -> commands.add("RESUME " + quoted(each)));
    commands.add(DATABASES);
    return switch (ask(commands, false, LIMIT)) {
      case Reply.Ok<List<String>>(var answers) ->
          databases(answers.getLast()).stream()
              .filter(each -> each.paused() && databases.contains(each.name()))
              .findFirst()
              .<Reply<Done>>map(
                  held ->
                      new Reply.Unknown<>(
                          "PgBouncer %s still holds %s".formatted(name(), held.name())))
              .orElseGet(() -> new Reply.Ok<>(new Done()));
      case Reply.Refused<List<String>>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<List<String>>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<List<String>>(var why) -> new Reply.Unknown<>(why);
    };
  }

  /** Has pools leave their servers, each connection once it is free; nothing for no databases. */
  public Reply<Done> reconnect(List<String> databases) {
    if (databases.isEmpty()) {
      return new Reply.Ok<>(new Done());
    }
    return done(
        ask(databases.stream().map(each -> "RECONNECT " + quoted(each)).toList(), true, LIMIT));
  }

  private Reply<List<String>> ask(List<String> commands, boolean onErrorStop, Duration limit) {
    return psql.run(address, login, commands, onErrorStop, limit);
  }

  private static Reply<Done> done(Reply<List<String>> reply) {
    return switch (reply) {
      case Reply.Ok<List<String>> r -> new Reply.Ok<>(new Done());
      case Reply.Refused<List<String>>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<List<String>>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<List<String>>(var why) -> new Reply.Unknown<>(why);
    };
  }

  private static String quoted(String database) {
    return '"' + database.replace("\"", "\"\"") + '"';
  }

  /** The command by which an operator lets a database go. */
  public String remedy(String database) {
    return "%spsql -h %s -p %d -U %s pgbouncer -c 'RESUME %s'"
        .formatted(
            psql.encryption().words(),
            address.host(),
            address.port(),
            login.user(),
            quoted(database));
  }
}
