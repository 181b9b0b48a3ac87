package dev.tidalctl.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A whole store as JSON. */
final class ImageText {
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ImageText() {}

  static String of(Image image) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", VERSION)
            .put("revision", image.revision());
    ObjectNode entries = json.putObject("entries");
    image
        .entries()
        .forEach(
            (key, entry) -> {
              ObjectNode item =
                  entries
                      .putObject(key)
                      .put("text", entry.text())
                      .put("created", entry.created())
                      .put("modified", entry.modified());
              entry.lifetime().ifPresent(lifetime -> item.put("lifetime", lifetime));
            });
    ObjectNode lifetimes = json.putObject("lifetimes");
    image
        .lifetimes()
        .forEach(
            (number, life) ->
                lifetimes
                    .putObject(Long.toString(number))
                    .put("timeToLive", life.timeToLive().toString())
                    .put("prolonged", life.prolonged().toString()));
    return json.toString();
  }

  static Image read(String text) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json.path("version").asInt() != VERSION) {
        throw new IOException(
            "it is of format version " + json.path("version") + ", this tidalctl knows " + VERSION);
      }
      SortedMap<String, Store.Entry> entries = new TreeMap<>();
      for (Map.Entry<String, JsonNode> item : json.path("entries").properties()) {
        JsonNode entry = item.getValue();
        entries.put(
            item.getKey(),
            new Store.Entry(
                entry.path("text").asText(),
                entry.path("created").asLong(),
                entry.path("modified").asLong(),
                entry.has("lifetime")
                    ? OptionalLong.of(entry.path("lifetime").asLong())
                    : OptionalLong.empty()));
      }
      SortedMap<Long, Image.Life> lifetimes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> item : json.path("lifetimes").properties()) {
        lifetimes.put(
            Long.parseLong(item.getKey()),
            new Image.Life(
                Duration.parse(item.getValue().path("timeToLive").asText()),
                Instant.parse(item.getValue().path("prolonged").asText())));
      }
      return new Image(json.path("revision").asLong(), entries, lifetimes);
    } catch (JsonProcessingException | DateTimeException | NumberFormatException e) {
      throw new IOException("it does not hold what tidalctl writes", e);
    }
  }
}
