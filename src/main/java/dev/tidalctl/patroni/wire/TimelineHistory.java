package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where earlier timelines ended: {@code GET /history}.
 *
 * @param ends for a timeline the byte position at which its successor left it
 */
public record TimelineHistory(Map<Long, Long> ends) {
  /** Nothing is known. */
  public static final TimelineHistory UNKNOWN = new TimelineHistory(Map.of());

  private static final int FIELDS_NEEDED = 2;

  /** Keeps its own copy. */
  public TimelineHistory {
    ends = Map.copyOf(ends);
  }

  /** Where {@code timeline} ended, if it did and that is known. */
  public OptionalLong endOf(long timeline) {
    Long end = ends.get(timeline);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  static TimelineHistory from(JsonNode body) throws MalformedAnswer {
    if (!body.isArray()) {
      throw new MalformedAnswer("the top level", "is not an array");
    }
    Map<Long, Long> ends = new TreeMap<>();
    for (JsonNode line : body) {
      if (line.size() < FIELDS_NEEDED
          || !line.get(0).isIntegralNumber()
          || !line.get(1).isIntegralNumber()) {
        throw new MalformedAnswer("[" + ends.size() + "]", "is no line of a timeline history");
      }
      ends.put(line.get(0).longValue(), line.get(1).longValue());
    }
    return new TimelineHistory(ends);
  }
}
