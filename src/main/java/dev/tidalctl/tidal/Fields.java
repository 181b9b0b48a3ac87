package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.http.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The members of one JSON object, read strictly: a member that the API requires must be there and
 * of its type, null only where the API allows it. Members that nobody asks for are ignored.
 */
final class Fields {
  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * The members of {@code node}.
   *
   * @param path what to call it in an error, empty for a whole body
   */
  static Fields of(JsonNode node, String path) throws MalformedAnswer {
    if (!node.isObject()) {
      throw new MalformedAnswer(path.isEmpty() ? "the top level" : path, "is not an object");
    }
    return new Fields(node, path);
  }

  String text(String name) throws MalformedAnswer {
    return optionalText(name).orElseThrow(() -> isNull(name));
  }

  Optional<String> optionalText(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrong(name, "is not a string");
    }
    return value.map(v -> PlainText.of(v.textValue()));
  }

  boolean flag(String name) throws MalformedAnswer {
    JsonNode value = present(name).orElseThrow(() -> isNull(name));
    if (!value.isBoolean()) {
      throw wrong(name, "is neither true nor false");
    }
    return value.booleanValue();
  }

  /** A whole number, 0 or more. */
  long whole(String name) throws MalformedAnswer {
    return optionalWhole(name).orElseThrow(() -> isNull(name));
  }

  OptionalLong optionalWhole(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
      throw wrong(name, "is not a whole number from 0 to 2^63-1");
    }
    return OptionalLong.of(number.longValue());
  }

  int small(String name) throws MalformedAnswer {
    return optionalSmall(name).orElseThrow(() -> isNull(name));
  }

  /** A whole number that an older control plane does not send. */
  OptionalLong addedWhole(String name) throws MalformedAnswer {
    return object.has(name) ? optionalWhole(name) : OptionalLong.empty();
  }

  OptionalInt optionalSmall(String name) throws MalformedAnswer {
    OptionalLong value = optionalWhole(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.getAsLong() > Integer.MAX_VALUE) {
      throw wrong(name, "is larger than 2^31-1");
    }
    return OptionalInt.of((int) value.getAsLong());
  }

  /** A number, 0 or more. */
  OptionalDouble optionalNumber(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    double number = value.get().doubleValue();
    if (!value.get().isNumber() || number < 0 || Double.isInfinite(number)) {
      throw wrong(name, "is not a number from 0 to 1.8e308");
    }
    return OptionalDouble.of(number);
  }

  Instant time(String name) throws MalformedAnswer {
    return optionalTime(name).orElseThrow(() -> isNull(name));
  }

  Optional<Instant> optionalTime(String name) throws MalformedAnswer {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.get()));
    } catch (DateTimeException e) {
      throw wrong(name, "is not a time (RFC 3339): '" + text.get() + "'");
    }
  }

  /** The constant whose word on the wire is the member's text. */
  <E extends Enum<E>> E word(String name, Class<E> type, Function<E, String> wire)
      throws MalformedAnswer {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (wire.apply(constant).equals(text)) {
        return constant;
      }
    }
    List<String> known = Arrays.stream(type.getEnumConstants()).map(wire).toList();
    throw wrong(name, "is '" + text + "', not one of " + String.join(", ", known));
  }

  Fields object(String name) throws MalformedAnswer {
    return optionalObject(name).orElseThrow(() -> isNull(name));
  }

  Optional<Fields> optionalObject(String name) throws MalformedAnswer {
    Optional<JsonNode> value = present(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(of(value.get(), at(name)));
  }

  /** This object as a position in the WAL. */
  Position position() throws MalformedAnswer {
    return new Position(whole("term"), whole("seqno"));
  }

  List<Fields> objects(String name) throws MalformedAnswer {
    JsonNode list = present(name).orElseThrow(() -> isNull(name));
    if (!list.isArray()) {
      throw wrong(name, "is not an array");
    }
    List<Fields> elements = new ArrayList<>();
    for (JsonNode element : list) {
      elements.add(of(element, at(name) + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** An error about this object's member. */
  MalformedAnswer wrong(String name, String what) {
    return new MalformedAnswer(at(name), what);
  }

  private Optional<JsonNode> present(String name) throws MalformedAnswer {
    JsonNode value = object.get(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private MalformedAnswer isNull(String name) {
    return wrong(name, "is null");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
