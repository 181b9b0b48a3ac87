package dev.tidalctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request, without the endpoint it goes to.
 *
 * @param method GET, POST, PUT or DELETE
 * @param target path and query, beginning with a slash, already escaped
 * @param headers besides those of the client
 * @param body JSON
 * @param limit how long one attempt may take from connecting to the last byte of the answer
 * @param repeatable whether it may be sent again although it may have arrived: because it changes
 *     nothing, or the same thing once
 */
public record JsonRequest(
    String method,
    String target,
    Map<String, String> headers,
    Optional<JsonNode> body,
    Duration limit,
    boolean repeatable) {
  /** Keeps its own copy. */
  public JsonRequest {
    headers = Map.copyOf(headers);
  }

  /** A request that only a GET makes repeatable. */
  public JsonRequest(
      String method,
      String target,
      Map<String, String> headers,
      Optional<JsonNode> body,
      Duration limit) {
    this(method, target, headers, body, limit, method.equals("GET"));
  }

  /** A request that reads. */
  public static JsonRequest get(String target, Duration limit) {
    return new JsonRequest("GET", target, Map.of(), Optional.empty(), limit);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
