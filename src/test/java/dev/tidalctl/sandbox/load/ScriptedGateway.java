package dev.tidalctl.sandbox.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * A gateway in memory: the n-th acknowledged write is seqno n. The script answers the n-th write,
 * from 0; where it says nothing, the write is acknowledged.
 */
final class ScriptedGateway extends Dispatcher {
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<ObjectNode> signals = new ArrayList<>();
  private final IntFunction<Optional<MockResponse>> script;
  private final String payloadSuffix;
  private int writes;

  private ScriptedGateway(IntFunction<Optional<MockResponse>> script, String payloadSuffix) {
    this.script = script;
    this.payloadSuffix = payloadSuffix;
  }

  /** Acknowledges everything. */
  static ScriptedGateway faultless() {
    return scripted(write -> Optional.empty());
  }

  /** Answers writes as the script says. */
  static ScriptedGateway scripted(IntFunction<Optional<MockResponse>> script) {
    return new ScriptedGateway(script, "");
  }

  /** Acknowledges everything, and gives back other content. */
  static ScriptedGateway damaging() {
    return new ScriptedGateway(write -> Optional.empty(), "?");
  }

  /** How many writes came. */
  synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    if (request.getMethod().equals("POST")) {
      String body = Objects.requireNonNull(request.getBody()).utf8();
      return script.apply(writes++).orElseGet(() -> acknowledge(body));
    }
    ObjectNode answer = mapper.createObjectNode().put("node", "node-1");
    Optional<String> from = Optional.ofNullable(request.getUrl().queryParameter("from"));
    if (from.isPresent()) {
      answer.putArray("signals").add(signals.get(Integer.parseInt(from.get()) - 1));
    } else {
      answer.put("count", signals.size());
    }
    return json(200, answer);
  }

  private MockResponse acknowledge(String body) {
    try {
      ObjectNode signal = (ObjectNode) mapper.readTree(body);
      signal.put("seqno", signals.size() + 1);
      signal.put("payload", signal.path("payload").asText() + payloadSuffix);
      signals.add(signal);
      return json(201, mapper.createObjectNode().put("term", 1).put("seqno", signals.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MockResponse json(int status, ObjectNode content) {
    return new MockResponse.Builder().code(status).body(content.toString()).build();
  }
}
