package dev.tidalctl.sandbox.wire;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP answer, as given by a handler or got by a client.
 *
 * @param status the HTTP status
 * @param contentType the media type; empty when there is no body
 * @param body the whole body
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; copying each body would cost for nothing
public record Reply(int status, String contentType, byte[] body) {
  private static final String JSON = "application/json";

  /** 200 with a document. */
  public static Reply ok(JsonObject document) {
    return json(200, document);
  }

  /** A document with a status of its own. */
  public static Reply json(int status, JsonObject document) {
    return new Reply(status, JSON, document.bytes());
  }

  /** 204. */
  public static Reply noContent() {
    return new Reply(204, "", new byte[0]);
  }

  /** True for 2xx. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The body as a JSON object. */
  public JsonObject document() {
    return JsonObject.parse(body);
  }

  /** The body as text, for messages. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
