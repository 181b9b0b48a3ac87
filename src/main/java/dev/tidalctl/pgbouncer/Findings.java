package dev.tidalctl.pgbouncer;

import dev.tidalctl.pgbouncer.console.Console;
import dev.tidalctl.pgbouncer.console.Database;
import dev.tidalctl.pgbouncer.console.Survey;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.traffic.WriteGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a console's survey means for holding writes. Pure. */
final class Findings {
  private static final String SESSION = "session";

  private final PgbouncerSpec spec;

  Findings(PgbouncerSpec spec) {
    this.spec = spec;
  }

  /**
   * What is held and what forbids holding.
   *
   * @param consoles in the order of their surveys
   */
  WriteGate.View view(List<Console> consoles, List<Survey> surveys) {
    List<String> held = new ArrayList<>();
    List<String> unfit = new ArrayList<>();
    for (int i = 0; i < surveys.size(); i++) {
      for (String name : spec.databases()) {
        Survey survey = surveys.get(i);
        Optional<Database> database = survey.database(name);
        if (database.isEmpty()) {
          unfit.add(
              "PgBouncer %s has no database %s: see routing.pgbouncer.databases in the cluster file"
                  .formatted(survey.console(), name));
        } else {
          held(consoles.get(i), database.get()).ifPresent(held::add);
          bySession(survey, database.get()).ifPresent(unfit::add);
        }
      }
    }
    return new WriteGate.View(held, unfit);
  }

  private static Optional<String> held(Console console, Database database) {
    return database.paused()
        ? Optional.of(
            "PgBouncer %s holds the queries to %s (paused=1); to let them go: %s"
                .formatted(console.name(), database.name(), console.remedy(database.name())))
        : Optional.empty();
  }

  private static Optional<String> bySession(Survey survey, Database database) {
    String mode = database.poolMode().isEmpty() ? survey.defaultPoolMode() : database.poolMode();
    String remedy =
        "a PAUSE would wait until the last client has left. Set pool_mode = transaction";
    if (mode.equals(SESSION)) {
      return Optional.of(
          "PgBouncer %s pools %s by session: %s for it"
              .formatted(survey.console(), database.name(), remedy));
    }
    return survey.sessionPools().stream()
        .filter(pool -> pool.getKey().equals(database.name()))
        .findFirst()
        .map(
            pool ->
                "PgBouncer %s pools %s by session for the user %s: %s for them"
                    .formatted(survey.console(), database.name(), pool.getValue(), remedy));
  }

  /** The databases whose servers are where those of the named ones are: behind the same address. */
  List<String> behindTheSame(Survey survey) {
    Set<String> hosts = new TreeSet<>();
    spec.databases()
        .forEach(name -> survey.database(name).ifPresent(each -> hosts.add(each.host())));
    return survey.databases().stream()
        .filter(each -> hosts.contains(each.host()) && !each.name().equals("pgbouncer"))
        .map(Database::name)
        .toList();
  }
}
