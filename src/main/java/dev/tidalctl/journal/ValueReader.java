package dev.tidalctl.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link ValueWriter} wrote. Anything missing, more, or of another kind is refused: a
 * journal that is understood in part is not understood.
 */
final class ValueReader {
  private static final int LONGEST_SHOWN = 60;

  private ValueReader() {}

  static Object read(JsonNode json, Type type) throws UnknownKind {
    Class<?> raw = Shapes.raw(type);
    if (raw == Optional.class) {
      return json.isNull() ? Optional.empty() : Optional.of(read(json, Shapes.argument(type, 0)));
    }
    if (raw == OptionalInt.class) {
      return json.isNull() ? OptionalInt.empty() : OptionalInt.of(whole(json));
    }
    if (raw == OptionalLong.class) {
      return json.isNull() ? OptionalLong.empty() : OptionalLong.of(number(json));
    }
    if (raw == OptionalDouble.class) {
      return json.isNull() ? OptionalDouble.empty() : OptionalDouble.of(fraction(json));
    }
    if (raw == List.class || raw == Set.class) {
      List<Object> items = items(json, Shapes.argument(type, 0));
      return raw == List.class ? items : new LinkedHashSet<>(items);
    }
    if (raw == Map.class || raw == SortedMap.class) {
      return map(json, type, raw == SortedMap.class);
    }
    if (raw.isSealed()) {
      return sealed(json, type);
    }
    if (raw.isRecord()) {
      return record(json, type, false);
    }
    return scalar(json, raw);
  }

  private static Object scalar(JsonNode json, Class<?> raw) throws UnknownKind {
    if (raw == String.class) {
      return text(json);
    }
    if (raw == int.class) {
      return whole(json);
    }
    if (raw == long.class) {
      return number(json);
    }
    if (raw == boolean.class) {
      require(json.isBoolean(), json, "true or false");
      return json.booleanValue();
    }
    if (raw.isEnum()) {
      return constant(raw, json);
    }
    try {
      if (raw == Duration.class) {
        return Duration.parse(text(json));
      }
      if (raw == Instant.class) {
        return Instant.parse(text(json));
      }
    } catch (DateTimeException | ArithmeticException wrong) {
      throw unfit(json, "a time");
    }
    throw new IllegalArgumentException("no shape for " + raw);
  }

  private static Object sealed(JsonNode json, Type type) throws UnknownKind {
    JsonNode kind = json.path(ValueWriter.KIND);
    require(kind.isTextual(), json, "something with a kind");
    Type leaf =
        Shapes.leaf(type, kind.textValue())
            .orElseThrow(
                () ->
                    new UnknownKind(
                        Shapes.raw(type).getSimpleName() + " of the unknown kind " + shown(kind)));
    return record(json, leaf, true);
  }

  private static Object record(JsonNode json, Type type, boolean named) throws UnknownKind {
    Class<?> raw = Shapes.raw(type);
    RecordShape shape = RecordShape.of(raw);
    if (shape.isText() && !json.isObject()) {
      return shape.make(List.of(text(json)));
    }
    List<String> names = shape.names();
    boolean leaf = named || json.has(ValueWriter.KIND);
    require(
        json.isObject() && json.size() == names.size() + (leaf ? 1 : 0), json, raw.getSimpleName());
    List<Type> types = Shapes.components(type);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonNode value = json.get(names.get(i));
      if (value == null) {
        throw unfit(json, raw.getSimpleName() + " with " + names.get(i));
      }
      values.add(read(value, types.get(i)));
    }
    return shape.make(values);
  }

  private static List<Object> items(JsonNode json, Type of) throws UnknownKind {
    require(json.isArray(), json, "a list");
    List<Object> items = new ArrayList<>();
    for (JsonNode item : json) {
      items.add(read(item, of));
    }
    return items;
  }

  private static Map<Object, Object> map(JsonNode json, Type type, boolean sorted)
      throws UnknownKind {
    require(json.isObject(), json, "a map");
    Map<Object, Object> map = sorted ? new TreeMap<>() : new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      map.put(entry.getKey(), read(entry.getValue(), Shapes.argument(type, 1)));
    }
    return map;
  }

  private static Object constant(Class<?> of, JsonNode json) throws UnknownKind {
    String name = text(json);
    return Arrays.stream(of.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UnknownKind(of.getSimpleName() + " of the unknown kind " + shown(json)));
  }

  private static String text(JsonNode json) throws UnknownKind {
    require(json.isTextual(), json, "a text");
    return json.textValue();
  }

  private static int whole(JsonNode json) throws UnknownKind {
    require(json.isIntegralNumber() && json.canConvertToInt(), json, "a whole number");
    return json.intValue();
  }

  private static long number(JsonNode json) throws UnknownKind {
    require(json.isIntegralNumber() && json.canConvertToLong(), json, "a whole number");
    return json.longValue();
  }

  private static double fraction(JsonNode json) throws UnknownKind {
    require(json.isNumber(), json, "a number");
    return json.doubleValue();
  }

  private static void require(boolean fits, JsonNode json, String what) throws UnknownKind {
    if (!fits) {
      throw unfit(json, what);
    }
  }

  private static UnknownKind unfit(JsonNode json, String what) {
    return new UnknownKind(shown(json) + " instead of " + what);
  }

  /** Escaped and cut, so that no damage reaches a terminal as it is. */
  private static String shown(JsonNode json) {
    String shown = json.toString().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    return shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown;
  }
}
