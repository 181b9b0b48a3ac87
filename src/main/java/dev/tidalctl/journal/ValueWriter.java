package dev.tidalctl.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the core's values as JSON: a record as an object with its components, one that only names
 * a text as that text, what is absent as null. Where a type is sealed, {@code is} says which leaf.
 */
final class ValueWriter {
  static final String KIND = "is";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Sets have no order of their own; a journal should not depend on chance. */
  private static final Comparator<JsonNode> ORDER = Comparator.comparing(JsonNode::toString);

  private ValueWriter() {}

  static JsonNode write(Object value) {
    return switch (value) {
      case String text -> JSON.textNode(text);
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case Enum<?> constant -> JSON.textNode(constant.name());
      case Duration duration -> JSON.textNode(duration.toString());
      case Instant instant -> JSON.textNode(instant.toString());
      case Optional<?> optional ->
          optional.<JsonNode>map(ValueWriter::write).orElse(JSON.nullNode());
      case OptionalInt o -> o.isPresent() ? JSON.numberNode(o.getAsInt()) : JSON.nullNode();
      case OptionalLong o -> o.isPresent() ? JSON.numberNode(o.getAsLong()) : JSON.nullNode();
      case OptionalDouble o -> o.isPresent() ? JSON.numberNode(o.getAsDouble()) : JSON.nullNode();
      case Set<?> set -> array(set.stream().map(ValueWriter::write).sorted(ORDER).toList());
      case List<?> list -> array(list.stream().map(ValueWriter::write).toList());
      case Map<?, ?> map -> object(map);
      case Record named -> record(named);
      default -> throw new IllegalArgumentException("no shape for " + value.getClass());
    };
  }

  private static ArrayNode array(Collection<JsonNode> items) {
    ArrayNode array = JSON.arrayNode();
    items.forEach(array::add);
    return array;
  }

  private static ObjectNode object(Map<?, ?> map) {
    ObjectNode object = JSON.objectNode();
    map.entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().toString()))
        .forEach(e -> object.set(e.getKey().toString(), write(e.getValue())));
    return object;
  }

  private static JsonNode record(Record value) {
    RecordShape shape = RecordShape.of(value.getClass());
    List<Object> values = shape.values(value);
    if (shape.isText()) {
      return write(values.getFirst());
    }
    ObjectNode object = JSON.objectNode();
    if (shape.isLeaf()) {
      object.put(KIND, value.getClass().getSimpleName());
    }
    for (int i = 0; i < values.size(); i++) {
      object.set(shape.names().get(i), write(values.get(i)));
    }
    return object;
  }
}
