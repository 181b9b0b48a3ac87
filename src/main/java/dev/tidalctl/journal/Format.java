package dev.tidalctl.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import java.util.ArrayList;
import java.util.List;

/**
 * What the records of a journal say. The first names the format and its version; each further one
 * holds the facts of one step of a run, which are durable together or not at all.
 */
final class Format {
  /** Grows whenever an older program could misread what a newer one writes. */
  static final int VERSION = 1;

  private static final String NAME = "tidalctl-journal";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Format() {}

  static String header() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("format", NAME)
        .put("version", VERSION)
        .toString();
  }

  static String facts(List<Recorded> facts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    facts.forEach(fact -> array.add(ValueWriter.write(fact)));
    return array.toString();
  }

  /**
   * Reads the facts of a whole journal.
   *
   * @param lines its records
   * @param name of the file, for messages
   * @throws Distrust when it is of a newer version, or says what this one does not know
   */
  static List<Recorded> read(List<Lines.Line> lines, String name) throws Distrust {
    if (lines.isEmpty()) {
      return List.of();
    }
    requireVersion(lines.getFirst(), name);
    List<Recorded> facts = new ArrayList<>();
    for (Lines.Line line : lines.subList(1, lines.size())) {
      facts.addAll(facts(line, name));
    }
    if (!facts.isEmpty() && !begins(facts.getFirst().event())) {
      throw distrust(lines.get(1), name, "does not begin with the beginning of a run");
    }
    return facts;
  }

  private static boolean begins(Event event) {
    return event instanceof Event.RunStarted || event instanceof Event.RunResumed;
  }

  private static void requireVersion(Lines.Line line, String name) throws Distrust {
    JsonNode header = json(line, name);
    if (!header.path("format").asText().equals(NAME) || !header.path("version").isInt()) {
      throw distrust(line, name, "does not name the format of a tidalctl journal");
    }
    int version = header.path("version").intValue();
    if (version != VERSION) {
      throw new Distrust(
          name + " is of format version " + version + ", this tidalctl knows version " + VERSION,
          "use the version of tidalctl that began the run");
    }
  }

  private static List<Recorded> facts(Lines.Line line, String name) throws Distrust {
    JsonNode array = json(line, name);
    if (!array.isArray()) {
      throw distrust(line, name, "is no list of facts");
    }
    List<Recorded> facts = new ArrayList<>();
    for (JsonNode item : array) {
      try {
        Recorded recorded = (Recorded) ValueReader.read(item, Recorded.class);
        if (!(recorded.event() instanceof Event.Fact)) {
          throw new UnknownKind("an event that no journal keeps");
        }
        facts.add(recorded);
      } catch (UnknownKind unknown) {
        throw distrust(line, name, "holds " + unknown.what());
      }
    }
    return facts;
  }

  private static JsonNode json(Lines.Line line, String name) throws Distrust {
    try {
      return MAPPER.readTree(line.text());
    } catch (JsonProcessingException notJson) {
      throw distrust(line, name, "is not JSON");
    }
  }

  private static Distrust distrust(Lines.Line line, String name, String what) {
    return new Distrust(
        "%s of %s %s".formatted(line.place(), name, what),
        "use the version of tidalctl that began the run");
  }
}
