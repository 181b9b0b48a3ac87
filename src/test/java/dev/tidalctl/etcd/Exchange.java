package dev.tidalctl.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One request to etcd's gateway and its answer, as they went over the wire.
 *
 * @param test during which
 * @param path of the request
 * @param request its body
 * @param status of the answer
 * @param type of its content
 * @param answer its body
 */
record Exchange(
    String test, String path, JsonNode request, int status, String type, String answer) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  String line() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("test", test)
        .put("path", path)
        .<com.fasterxml.jackson.databind.node.ObjectNode>set("request", request)
        .put("status", status)
        .put("type", type)
        .put("answer", answer)
        .toString();
  }

  static Exchange of(String line) {
    JsonNode json = json(line);
    return new Exchange(
        json.path("test").asText(),
        json.path("path").asText(),
        json.path("request"),
        json.path("status").asInt(),
        json.path("type").asText(),
        json.path("answer").asText());
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
