package dev.tidalctl.pgbouncer.console;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.Together;
import java.time.Duration;
import java.util.List;

/**
 * All consoles of a cluster, asked at the same time.
 *
 * @param consoles at least one
 * @param databases those to hold, at least one
 */
public record Poolers(List<Console> consoles, List<String> databases) {
  /** Takes copies. */
  public Poolers {
    consoles = List.copyOf(consoles);
    databases = List.copyOf(databases);
  }

  /** A database on a console. */
  private record Place(Console console, String database) {}

  /** What each shows. */
  public List<Reply<Survey>> surveys() {
    return Together.ask(consoles, Console::survey);
  }

  /**
   * Holds all databases on all consoles.
   *
   * @param limit for the slowest
   * @return what is least certain
   */
  public Reply<Done> pause(Duration limit) {
    List<Place> places =
        consoles.stream()
            .flatMap(console -> databases.stream().map(each -> new Place(console, each)))
            .toList();
    return Together.tell(places, place -> pause(place, limit));
  }

  private static Reply<Done> pause(Place place, Duration limit) {
    Reply<Done> reply = place.console().pause(place.database(), limit);
    return reply instanceof Reply.Unknown<Done>(var why)
        ? new Reply.Unknown<>(
            "%s: PAUSE of %s waits for a transaction that runs longer; SHOW SERVERS tells whose"
                .formatted(why, place.database()))
        : reply;
  }

  /** Lets all databases go on all consoles; what is least certain. */
  public Reply<Done> resume() {
    return Together.tell(consoles, console -> console.resume(databases));
  }
}
