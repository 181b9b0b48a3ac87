package dev.tidalctl.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request as a handler sees it. */
public final class Request {
  private final String method;
  private final String path;
  private final Map<String, String> pathVariables;
  private final String rawQuery;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * A request as read.
   *
   * @param headers by their names in lower case
   */
  Request(String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {
    this(method, path, Map.of(), rawQuery, headers, body);
  }

  private Request(
      String method,
      String path,
      Map<String, String> pathVariables,
      String rawQuery,
      Map<String, String> headers,
      byte[] body) {
    this.method = method;
    this.path = path;
    this.pathVariables = pathVariables;
    this.rawQuery = rawQuery;
    this.headers = headers;
    this.body = body;
  }

  /** The method, in capitals. */
  String method() {
    return method;
  }

  /** The path as sent. */
  String path() {
    return path;
  }

  Request withVariables(Map<String, String> variables) {
    return new Request(method, path, Map.copyOf(variables), rawQuery, headers, body);
  }

  /** The part of the path that stands for {@code {name}} in the route. */
  public String path(String name) {
    return Optional.ofNullable(pathVariables.get(name)).orElseThrow();
  }

  /** The query string as sent, empty when there is none. */
  public String rawQuery() {
    return rawQuery;
  }

  /** A query parameter. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(queryParameters().get(name));
  }

  /**
   * A query parameter that is a whole number.
   *
   * @throws Problem {@code bad_request} when it is something else
   */
  public OptionalLong queryNumber(String name) {
    Optional<String> text = query(name);
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(wholeNumber("query parameter " + name, text.get()));
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * A header that is a whole number.
   *
   * @throws Problem {@code bad_request} when it is something else
   */
  public OptionalLong headerNumber(String name) {
    Optional<String> text = header(name);
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(wholeNumber("header " + name, text.get()));
  }

  /** The whole body. */
  public byte[] body() {
    return body;
  }

  /** The body as a JSON object; {@code bad_request} when it is none. */
  public JsonObject document() {
    return JsonObject.parse(body);
  }

  private Map<String, String> queryParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static long wholeNumber(String what, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, what + " is not a whole number: " + text);
    }
  }
}
