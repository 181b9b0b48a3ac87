package dev.tidalctl.pgbouncer;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.pgbouncer.console.Console;
import dev.tidalctl.pgbouncer.console.Encryption;
import dev.tidalctl.pgbouncer.console.Login;
import dev.tidalctl.pgbouncer.console.Poolers;
import dev.tidalctl.pgbouncer.console.Psql;
import dev.tidalctl.pgbouncer.console.Survey;
import dev.tidalctl.pgbouncer.guard.GuardMain;
import dev.tidalctl.pgbouncer.guard.Orders;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.traffic.Together;
import dev.tidalctl.traffic.WriteGate;
import dev.tidalctl.traffic.guard.GuardedHold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds writes by {@code PAUSE db} on one or several PgBouncers.
 *
 * <ol>
 *   <li>Look: what somebody else holds, or what can't be held, is refused.
 *   <li>Start the guard, in a session of its own. It alone sends {@code PAUSE}, to all consoles at
 *       the same time, and {@code RESUME}: when asked, when this process dies, when one console
 *       failed, and after {@code maxPause} in any case.
 *   <li>Should the guard die first, this process sends {@code RESUME}.
 * </ol>
 *
 * A global {@code PAUSE} is never sent: no console shows it.
 */
public final class PgbouncerGate implements WriteGate {
  /** How long the transactions under way may keep a {@code PAUSE} waiting, and new ones with it. */
  private static final Duration LONGEST_PAUSING = Duration.ofSeconds(3);

  /** For the guard's Java to start, and to let go again should it fail. */
  private static final Duration GUARD_LIMIT = Duration.ofSeconds(15);

  private final PgbouncerSpec spec;
  private final Map<String, String> environment;
  private final List<String> detacher;
  private final Credentials credentials;
  private final Findings findings;

  /**
   * A gate that contacts nobody before it is asked.
   *
   * @param spec the key {@code routing.pgbouncer} of the cluster file
   * @param environment where {@code psql} is looked for, by {@code PATH}, and secrets are
   */
  public PgbouncerGate(PgbouncerSpec spec, Map<String, String> environment) {
    this.spec = spec;
    this.environment = Map.copyOf(environment);
    detacher = Detacher.words(environment.getOrDefault("PATH", ""));
    credentials = new Credentials(spec, new SecretReader(environment));
    findings = new Findings(spec);
  }

  @Override
  public Reply<View> look() {
    return withPoolers(
        poolers ->
            surveys(
                poolers, surveys -> new Reply.Ok<>(findings.view(poolers.consoles(), surveys))));
  }

  @Override
  public Reply<Held> hold() {
    return withPoolers(
        poolers ->
            surveys(
                poolers,
                surveys -> {
                  View view = findings.view(poolers.consoles(), surveys);
                  if (!view.held().isEmpty()) {
                    return refused(Refusal.Code.HELD_BY_OTHER, String.join("; ", view.held()));
                  }
                  if (!view.unfit().isEmpty()) {
                    return refused(Refusal.Code.UNSUPPORTED, String.join("; ", view.unfit()));
                  }
                  return hold(poolers);
                }));
  }

  private Reply<Held> hold(Poolers poolers) {
    Duration most = spec.maxPause().multipliedBy(3).dividedBy(4);
    Duration pausing = most.compareTo(LONGEST_PAUSING) < 0 ? most : LONGEST_PAUSING;
    return GuardedHold.begin(
        new GuardedHold.Plan(
            GuardMain.class,
            detacher,
            new Orders(poolers, pausing, spec.maxPause()),
            pausing.plus(GUARD_LIMIT)),
        "writes were let go after %s ms (routing.pgbouncer.maxPause)"
            .formatted(spec.maxPause().toMillis()),
        poolers::resume);
  }

  @Override
  public Reply<Done> letGo() {
    return withPoolers(Poolers::resume);
  }

  @Override
  public Reply<Done> reconnect() {
    return withPoolers(poolers -> Together.tell(poolers.consoles(), this::reconnect));
  }

  private Reply<Done> reconnect(Console console) {
    return switch (console.survey()) {
      case Reply.Ok<Survey>(Survey survey) -> console.reconnect(findings.behindTheSame(survey));
      case Reply.Refused<Survey>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<Survey>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<Survey>(String why) -> new Reply.Unreachable<>(why);
    };
  }

  @Override
  public void close() {}

  /** Goes on with all consoles, and once more with the password read anew if it was declined. */
  private <T> Reply<T> withPoolers(Function<Poolers, Reply<T>> next) {
    Reply<T> reply = withKnownPassword(next);
    if (reply instanceof Reply.Unreachable<T>(String why) && why.contains("authentication")) {
      credentials.forget();
      return withKnownPassword(next);
    }
    return reply;
  }

  private <T> Reply<T> withKnownPassword(Function<Poolers, Reply<T>> next) {
    Optional<Psql> psql = Psql.find(environment, detacher, new Encryption(spec.tls()));
    if (psql.isEmpty()) {
      return new Reply.Unreachable<>(
          "no PgBouncer was asked: there is no program psql on PATH; Debian has it in"
              + " postgresql-client");
    }
    return switch (credentials.login()) {
      case Reply.Ok<Login>(Login login) ->
          next.apply(
              new Poolers(
                  spec.consoles().stream()
                      .map(address -> new Console(address, login, psql.get()))
                      .toList(),
                  spec.databases()));
      case Reply.Refused<Login>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<Login>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<Login>(String why) -> new Reply.Unknown<>(why);
    };
  }

  /** Goes on with what all consoles show. When one shows nothing, that is the answer. */
  private static <T> Reply<T> surveys(Poolers poolers, Function<List<Survey>, Reply<T>> next) {
    List<Survey> surveys = new ArrayList<>();
    for (Reply<Survey> each : poolers.surveys()) {
      switch (each) {
        case Reply.Ok<Survey>(Survey survey) -> surveys.add(survey);
        case Reply.Refused<Survey>(Refusal refusal) -> {
          return new Reply.Refused<>(refusal);
        }
        case Reply.Unreachable<Survey>(String why) -> {
          return new Reply.Unreachable<>(why);
        }
        case Reply.Unknown<Survey>(String why) -> {
          return new Reply.Unreachable<>(why);
        }
      }
    }
    return next.apply(surveys);
  }

  private static <T> Reply<T> refused(Refusal.Code code, String why) {
    return new Reply.Refused<>(Refusal.of(code, why));
  }
}
