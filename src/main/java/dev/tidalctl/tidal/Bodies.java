package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/** Writes the bodies of requests, every member always, null where there is nothing. */
final class Bodies {
  private Bodies() {}

  static JsonNode empty() {
    return object();
  }

  static JsonNode routing(RoutingChange change) {
    ObjectNode body = object();
    body.put("state", WireWords.lower(change.to()));
    body.putObject("guard")
        .put("minServing", change.minServing())
        .put("maxUnavailable", change.maxUnavailable());
    body.set("hold", orNull(change.hold().map(h -> hold(h).put("adopt", change.adopt()))));
    Optional<Position> applied = change.require().appliedAtLeast();
    ObjectNode require = body.putObject("require");
    put(require, "incarnation", change.require().incarnation().map(Incarnation::value));
    require.set("term", orNull(applied.map(p -> number(p.term()))));
    require.set("appliedAtLeast", orNull(applied.map(p -> number(p.seqno()))));
    return body;
  }

  static JsonNode lease(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver) {
    ObjectNode body = object();
    body.put("nonce", nonce);
    body.put("owner", identity.owner());
    body.put("host", identity.host());
    body.put("runId", identity.runId().value());
    body.put("kind", WireWords.lower(identity.kind()));
    put(body, "wanted", wanted.map(Version::value));
    body.set("takeOver", orNull(takeOver.map(Bodies::takeOver)));
    return body;
  }

  private static ObjectNode takeOver(TakeOver takeOver) {
    ObjectNode body = object().put("runId", takeOver.run().value());
    put(body, "nonce", takeOver.nonce());
    return body;
  }

  static JsonNode leadership(int from, int to, long term) {
    return object().put("from", from).put("to", to).put("term", term);
  }

  static JsonNode ship(Position since) {
    ObjectNode body = object();
    body.putObject("since").put("term", since.term()).put("seqno", since.seqno());
    return body;
  }

  private static ObjectNode hold(Hold hold) {
    ObjectNode body = object();
    body.put("owner", hold.owner());
    body.put("runId", hold.runId().value());
    body.put("host", hold.host());
    body.put("reason", hold.reason());
    body.put("since", hold.since().toString());
    body.put("phase", WireWords.of(hold.phase()));
    put(body, "version", hold.wanted().map(Version::value));
    put(body, "incarnation", hold.incarnation().map(Incarnation::value));
    return body;
  }

  private static void put(ObjectNode body, String name, Optional<String> value) {
    body.set(name, orNull(value.map(JsonNodeFactory.instance::textNode)));
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static JsonNode orNull(Optional<? extends JsonNode> value) {
    return value.<JsonNode>map(v -> v).orElse(JsonNodeFactory.instance.nullNode());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
