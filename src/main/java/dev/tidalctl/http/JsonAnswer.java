package dev.tidalctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/** What came of a request. Every {@code why} names the endpoint and is fit for an operator. */
public sealed interface JsonAnswer {
  /**
   * An answer arrived whole.
   *
   * @param endpoint who answered
   * @param status the HTTP status
   * @param body empty when there was none, or, with a status other than 2xx, none that is JSON
   */
  record Answered(URI endpoint, int status, Optional<JsonNode> body) implements JsonAnswer {}

  /**
   * Certainly nobody acted on the request: it was not sent, or turned away at the door.
   *
   * @param why what kept it
   */
  record NotSent(String why) implements JsonAnswer {}

  /**
   * The request may have been acted on; what came of it can't be told.
   *
   * @param why what was lost, or is wrong with the answer
   */
  record Lost(String why) implements JsonAnswer {}
}
