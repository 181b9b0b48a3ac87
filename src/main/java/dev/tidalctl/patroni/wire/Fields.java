package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.http.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The members of one JSON object. Patroni leaves out what it does not know: a missing member is as
 * good as null. One that is there must be of its type; those that nobody asks for are ignored.
 */
final class Fields {
  private static final Set<String> TRUE_WORDS = Set.of("true", "on", "yes", "1");
  private static final Set<String> FALSE_WORDS = Set.of("false", "off", "no", "0");

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Fields of(JsonNode node, String path) throws MalformedAnswer {
    if (!node.isObject()) {
      throw new MalformedAnswer(path.isEmpty() ? "the top level" : path, "is not an object");
    }
    return new Fields(node, path);
  }

  boolean has(String name) {
    return present(name).isPresent();
  }

  String text(String name) throws MalformedAnswer {
    return optionalText(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<String> optionalText(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrong(name, "is not a string");
    }
    return value.map(v -> PlainText.of(v.textValue()));
  }

  OptionalLong optionalWhole(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    return value.isPresent() ? OptionalLong.of(whole(name, value.get())) : OptionalLong.empty();
  }

  /** As {@link #optionalWhole}, empty too for a word in its place: {@code "unknown"}. */
  OptionalLong wholeOrWord(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name).filter(v -> !v.isTextual());
    return value.isPresent() ? OptionalLong.of(whole(name, value.get())) : OptionalLong.empty();
  }

  OptionalInt optionalSmall(String name) throws MalformedAnswer {
    OptionalLong value = optionalWhole(name);
    if (value.isPresent() && value.getAsLong() > Integer.MAX_VALUE) {
      throw wrong(name, "is larger than 2^31-1");
    }
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** False when it is missing. */
  boolean flag(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw wrong(name, "is neither true nor false");
    }
    return value.map(JsonNode::booleanValue).orElse(false);
  }

  /**
   * A switch as people write it into Patroni's configuration: {@code true}, {@code "on"}, 1. Any
   * other word stands for one of its kinds of on, as {@code quorum} does.
   */
  boolean setting(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isEmpty()) {
      return false;
    }
    if (value.get().isContainerNode()) {
      throw wrong(name, "is no switch");
    }
    String word = value.get().asText().toLowerCase(Locale.ROOT);
    return TRUE_WORDS.contains(word) || !FALSE_WORDS.contains(word);
  }

  Optional<Fields> optionalObject(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(of(value.get(), at(name)));
  }

  List<Fields> objects(String name) throws MalformedAnswer {
    Optional<JsonNode> list = present(name);
    if (list.isEmpty()) {
      return List.of();
    }
    if (!list.get().isArray()) {
      throw wrong(name, "is not an array");
    }
    List<Fields> elements = new ArrayList<>();
    for (JsonNode element : list.get()) {
      elements.add(of(element, at(name) + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** Every member that is a single value, as text. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isValueNode()) {
                values.put(member.getKey(), PlainText.of(member.getValue().asText()));
              }
            });
    return values;
  }

  MalformedAnswer wrong(String name, String what) {
    return new MalformedAnswer(at(name), what);
  }

  private long whole(String name, JsonNode number) throws MalformedAnswer {
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
      throw wrong(name, "is not a whole number from 0 to 2^63-1");
    }
    return number.longValue();
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(object.get(name)).filter(v -> !v.isNull());
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
