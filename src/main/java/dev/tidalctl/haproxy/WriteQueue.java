package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.Together;
import dev.tidalctl.traffic.guard.Holding;
import java.util.List;

/**
 * Servers that are limited to one connection each, so that new ones wait, or given their own limit
 * again.
 */
record WriteQueue(List<Place> places) implements Holding {
  /**
   * HAProxy lets in those that wait when a limit is raised, but not when it is removed: it is
   * raised above what any HAProxy can have before it is.
   */
  private static final int ABOVE_ALL = 1_000_000;

  /**
   * One of them.
   *
   * @param api on which HAProxy
   * @param server as its commands address it
   * @param limit its own; 0 when it has none
   */
  record Place(RuntimeApi api, String server, int limit) {
    private Reply<Done> limitTo(List<Integer> limits) {
      return Fleet.tell(
          List.of(api),
          limits.stream().map(to -> "set maxconn server %s %d".formatted(server, to)).toList());
    }
  }

  WriteQueue {
    places = List.copyOf(places);
  }

  @Override
  public Reply<Done> hold() {
    return Together.tell(places, place -> place.limitTo(List.of(1)));
  }

  @Override
  public Reply<Done> letGo() {
    return Together.tell(
        places,
        place ->
            place.limitTo(place.limit() == 0 ? List.of(ABOVE_ALL, 0) : List.of(place.limit())));
  }
}
