package dev.tidalctl.sandbox.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The calls that a client of the cluster makes, as bytes, and what their answers say. */
final class SignalCalls {
  private static final int DETAIL_CHARS = 200;

  private final JsonMapper mapper = new JsonMapper();
  private final String host;

  SignalCalls(URI gateway) {
    host = gateway.getAuthority();
  }

  /** Writes a signal. */
  ByteBuffer write(String id, String payload) {
    return request(
        "POST /v1/signals",
        mapper.createObjectNode().put("id", id).put("payload", payload).toString());
  }

  /** Reads one signal. */
  ByteBuffer read(long seqno) {
    return request("GET /v1/signals?from=" + seqno + "&to=" + seqno, "");
  }

  /** Asks how many signals there are. */
  ByteBuffer count() {
    return request("GET /v1/signals/count", "");
  }

  /** The signal whose write this answer acknowledges. */
  AckedSignal acknowledged(HttpAnswer answer, String id, String payload) throws Unacceptable {
    JsonNode ack = content(answer, 201);
    if (!ack.path("seqno").isIntegralNumber() || !ack.path("term").isIntegralNumber()) {
      throw new Unacceptable("the acknowledgement names no position: " + shortened(answer.body()));
    }
    return new AckedSignal(
        ack.path("term").longValue(), ack.path("seqno").longValue(), id, payload);
  }

  /** Checks that this answer holds the signal as it was acknowledged. */
  void requireSame(AckedSignal expected, HttpAnswer answer) throws Unacceptable {
    JsonNode content = content(answer, 200);
    String node = content.path("node").asText("a node without a name");
    JsonNode found = content.path("signals").path(0);
    if (found.isMissingNode()) {
      throw new Unacceptable("signal " + expected.seqno() + " is missing on " + node);
    }
    if (found.path("seqno").asLong() != expected.seqno()
        || !found.path("id").asText().equals(expected.id())
        || !found.path("payload").asText().equals(expected.payload())) {
      throw new Unacceptable("signal " + expected.seqno() + " is different on " + node);
    }
  }

  /** Checks that this answer is a count. */
  void requireCount(HttpAnswer answer) throws Unacceptable {
    if (!content(answer, 200).path("count").isIntegralNumber()) {
      throw new Unacceptable("the answer is no count: " + shortened(answer.body()));
    }
  }

  private JsonNode content(HttpAnswer answer, int wanted) throws Unacceptable {
    if (answer.status() != wanted) {
      throw new Unacceptable("HTTP " + answer.status() + ": " + shortened(answer.body()));
    }
    try {
      return mapper.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Unacceptable("the answer is not JSON: " + e.getOriginalMessage());
    }
  }

  private ByteBuffer request(String methodAndPath, String body) {
    String head =
        methodAndPath
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n";
    return StandardCharsets.UTF_8.encode(head + body);
  }

  private static String shortened(String text) {
    String line = text.strip();
    return line.length() <= DETAIL_CHARS ? line : line.substring(0, DETAIL_CHARS) + "...";
  }
}
