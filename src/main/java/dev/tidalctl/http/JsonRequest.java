package dev.tidalctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
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
 * @param plainAnswer whether the service answers in plain text, whatever its Content-Type says; the
 *     answer's body is then a JSON string
 * @param secrets in its body, which must not be shown should the answer repeat them
 */
public record JsonRequest(
    String method,
    String target,
    Map<String, String> headers,
    Optional<JsonNode> body,
    Duration limit,
    boolean repeatable,
    boolean plainAnswer,
    List<String> secrets) {
  /** Keeps its own copies. */
  public JsonRequest {
    headers = Map.copyOf(headers);
    secrets = List.copyOf(secrets);
  }

  /** A request that is answered in JSON. */
  public JsonRequest(
      String method,
      String target,
      Map<String, String> headers,
      Optional<JsonNode> body,
      Duration limit,
      boolean repeatable) {
    this(method, target, headers, body, limit, repeatable, false, List.of());
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

  /** A change that is answered in plain text. */
  public static JsonRequest postForText(String target, JsonNode body, Duration limit) {
    return new JsonRequest(
        "POST", target, Map.of(), Optional.of(body), limit, false, true, List.of());
  }

  /** The same, with a secret in its body. */
  public JsonRequest with(String secret) {
    return new JsonRequest(
        method, target, headers, body, limit, repeatable, plainAnswer, List.of(secret));
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
