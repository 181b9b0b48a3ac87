package dev.tidalctl.tidal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request and its answer as they went over the wire.
 *
 * @param method of the request
 * @param target its path and query
 * @param requestHeaders names regardless of case
 * @param requestBody empty when there was none
 * @param status of the answer
 * @param responseHeaders names regardless of case
 * @param responseBody empty when there was none
 */
public record Exchange(
    String method,
    URI target,
    Map<String, List<String>> requestHeaders,
    String requestBody,
    int status,
    Map<String, List<String>> responseHeaders,
    String responseBody) {
  /** Keeps its own copies. */
  public Exchange {
    requestHeaders = caseless(requestHeaders);
    responseHeaders = caseless(responseHeaders);
  }

  /** With bodies as they were sent. */
  public static Exchange of(
      String method,
      URI target,
      Map<String, List<String>> requestHeaders,
      byte[] requestBody,
      int status,
      Map<String, List<String>> responseHeaders,
      byte[] responseBody) {
    return new Exchange(
        method,
        target,
        requestHeaders,
        new String(requestBody, StandardCharsets.UTF_8),
        status,
        responseHeaders,
        new String(responseBody, StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> caseless(Map<String, List<String>> headers) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return copy;
  }

  @Override
  public String toString() {
    return method + " " + target + " " + requestBody + "\n  -> " + status + " " + responseBody;
  }
}
