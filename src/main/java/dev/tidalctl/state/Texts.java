package dev.tidalctl.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is kept under each key, as JSON that people can read too. */
final class Texts {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Texts() {}

  static String claim(Claim claim) {
    ObjectNode json =
        object()
            .put("owner", claim.identity().owner())
            .put("host", claim.identity().host())
            .put("runId", claim.identity().runId().value())
            .put("kind", claim.identity().kind().name());
    claim.wanted().ifPresent(version -> json.put("wanted", version.value()));
    return json.put("nonce", claim.nonce()).toString();
  }

  static Claim readClaim(String key, String text) throws Unreadable {
    Reader in = new Reader(key, text);
    return new Claim(
        new Identity(
            in.text("owner"),
            in.text("host"),
            new RunId(in.text("runId")),
            in.constant("kind", RunKind.class)),
        in.optional("wanted").map(Version::new),
        in.text("nonce"));
  }

  static String mark(Mark mark) {
    Hold hold = mark.hold();
    ObjectNode json =
        object()
            .put("routing", mark.routing().name())
            .put("owner", hold.owner())
            .put("runId", hold.runId().value())
            .put("host", hold.host())
            .put("reason", hold.reason())
            .put("since", hold.since().toString())
            .put("phase", hold.phase().name());
    hold.wanted().ifPresent(version -> json.put("wanted", version.value()));
    hold.incarnation().ifPresent(incarnation -> json.put("incarnation", incarnation.value()));
    return json.toString();
  }

  static Mark readMark(String key, String text) throws Unreadable {
    Reader in = new Reader(key, text);
    return new Mark(
        in.constant("routing", Routing.class),
        new Hold(
            in.text("owner"),
            new RunId(in.text("runId")),
            in.text("host"),
            in.text("reason"),
            in.instant("since"),
            in.constant("phase", Phase.class),
            in.optional("wanted").map(Version::new),
            in.optional("incarnation").map(Incarnation::new)));
  }

  static String note(SwitchoverNote note) {
    return object().put("from", note.from().value()).put("to", note.to().value()).toString();
  }

  static SwitchoverNote readNote(String key, String text) throws Unreadable {
    Reader in = new Reader(key, text);
    return new SwitchoverNote(new NodeName(in.text("from")), new NodeName(in.text("to")));
  }

  static String instant(Instant at) {
    return object().put("at", at.toString()).toString();
  }

  static Instant readInstant(String key, String text) throws Unreadable {
    return new Reader(key, text).instant("at");
  }

  static String nonces(List<String> nonces) {
    ObjectNode json = object();
    nonces.forEach(json.putArray("released")::add);
    return json.toString();
  }

  static List<String> readNonces(String key, String text) throws Unreadable {
    Reader in = new Reader(key, text);
    List<String> nonces = new ArrayList<>();
    in.json.path("released").forEach(item -> nonces.add(item.asText()));
    return nonces;
  }

  static String floor(Kept.Floor floor) {
    ObjectNode json = object().put("token", floor.token());
    floor.fewest().ifPresent(fewest -> json.put("fewest", fewest));
    return json.toString();
  }

  static Kept.Floor readFloor(String key, String text) throws Unreadable {
    Reader in = new Reader(key, text);
    JsonNode token = in.json.path("token");
    JsonNode fewest = in.json.path("fewest");
    if (!token.canConvertToLong() || !(fewest.isMissingNode() || fewest.isInt())) {
      throw in.without("token");
    }
    return new Kept.Floor(
        token.longValue(),
        fewest.isInt() ? OptionalInt.of(fewest.intValue()) : OptionalInt.empty());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The members of one text. */
  private static final class Reader {
    private final String key;
    private final JsonNode json;

    Reader(String key, String text) throws Unreadable {
      this.key = key;
      try {
        this.json = MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        throw new Unreadable(key, "what is no JSON");
      }
      if (!json.isObject()) {
        throw new Unreadable(key, "what is no JSON object");
      }
    }

    String text(String name) throws Unreadable {
      JsonNode member = json.path(name);
      if (!member.isTextual()) {
        throw without(name);
      }
      return member.textValue();
    }

    Optional<String> optional(String name) throws Unreadable {
      return json.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    Instant instant(String name) throws Unreadable {
      try {
        return Instant.parse(text(name));
      } catch (DateTimeException e) {
        throw without(name);
      }
    }

    <E extends Enum<E>> E constant(String name, Class<E> of) throws Unreadable {
      try {
        return Enum.valueOf(of, text(name));
      } catch (IllegalArgumentException e) {
        throw without(name);
      }
    }

    Unreadable without(String name) {
      return new Unreadable(key, "no proper '" + name + "'");
    }
  }
}
