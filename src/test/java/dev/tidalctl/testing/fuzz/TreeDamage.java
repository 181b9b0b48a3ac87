package dev.tidalctl.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages a document as a tree, so that it stays one: members are left out, doubled, renamed,
 * swapped, given another type, an extreme number or an odd text, or taken from another document.
 */
public final class TreeDamage {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEP = 60;
  private static final List<JsonNode> EXTREMES =
      List.of(
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(1.5),
          NODES.numberNode(Integer.MAX_VALUE),
          NODES.numberNode(1L + Integer.MAX_VALUE),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.numberNode(BigInteger.TWO.pow(63)),
          NODES.numberNode(BigInteger.TEN.pow(300)),
          NODES.numberNode(new BigDecimal("1e999")),
          NODES.numberNode(new BigDecimal("1e-999")),
          NODES.numberNode(new BigDecimal("-1e308")));
  private static final List<JsonNode> TYPES =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.booleanNode(false),
          NODES.textNode(""),
          NODES.textNode("7"),
          NODES.objectNode(),
          NODES.arrayNode());
  private static final List<String> ODD =
      List.of(
          " ",
          "\u0000",
          "\u001b[2J",
          "a\nb",
          "\u202egnp",
          "\ud83d\ude00",
          "\ud800",
          "\u0130\u0131",
          "e\u0301",
          "-rf",
          "--yes",
          "'; reboot",
          "{node}",
          "../../x",
          "%s%n",
          "x".repeat(5000),
          "2026-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "9999-12-31T23:59:60Z",
          "99999999999h",
          "0s",
          "http://[::1",
          "16MiB");

  private TreeDamage() {}

  /** A copy with one damage. */
  public static JsonNode blow(JsonNode root, JsonNode other, RandomGenerator random) {
    JsonNode copy = root.deepCopy();
    List<ContainerNode<?>> places = new ArrayList<>();
    collect(copy, places);
    if (places.isEmpty()) {
      return value(copy, other, random);
    }
    switch (places.get(random.nextInt(places.size()))) {
      case ObjectNode object -> members(object, other, random);
      case ArrayNode array -> elements(array, other, random);
      case ContainerNode<?> none -> throw new IllegalStateException(none.toString());
    }
    return copy;
  }

  private static void members(ObjectNode object, JsonNode other, RandomGenerator random) {
    List<String> names = object.properties().stream().map(e -> e.getKey()).toList();
    if (names.isEmpty()) {
      object.set("more", any(other, random));
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    String second = names.get(random.nextInt(names.size()));
    JsonNode value = object.get(name);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "s", value.deepCopy());
      case 2 -> object.set(odd(random), object.remove(name));
      case 3 -> {
        object.set(name, object.get(second).deepCopy());
        object.set(second, value);
      }
      default -> object.set(name, value(value, other, random));
    }
  }

  private static void elements(ArrayNode array, JsonNode other, RandomGenerator random) {
    if (array.isEmpty()) {
      array.add(any(other, random));
      return;
    }
    int at = random.nextInt(array.size());
    switch (random.nextInt(5)) {
      case 0 -> array.remove(at);
      case 1 -> array.add(array.get(at).deepCopy());
      case 2 -> array.insert(0, array.remove(at));
      case 3 -> array.insert(at, any(other, random));
      default -> array.set(at, value(array.get(at), other, random));
    }
  }

  /** Another value in the place of this one, mostly of its own kind. */
  private static JsonNode value(JsonNode value, JsonNode other, RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> TYPES.get(random.nextInt(TYPES.size())).deepCopy();
      case 1 -> any(other, random);
      case 2 -> nested(value, random);
      default ->
          value.isNumber()
              ? EXTREMES.get(random.nextInt(EXTREMES.size()))
              : value.isTextual()
                  ? NODES.textNode(text(value.textValue(), random))
                  : TYPES.get(random.nextInt(TYPES.size())).deepCopy();
    };
  }

  private static String text(String text, RandomGenerator random) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(4)) {
      case 0 -> odd(random);
      case 1 -> text.substring(0, at) + odd(random) + text.substring(at);
      case 2 -> text.substring(0, at);
      default -> text + text;
    };
  }

  private static String odd(RandomGenerator random) {
    return ODD.get(random.nextInt(ODD.size()));
  }

  private static JsonNode nested(JsonNode value, RandomGenerator random) {
    JsonNode nested = value;
    for (int depth = random.nextInt(1, DEEP); depth > 0; depth--) {
      nested = NODES.arrayNode().add(nested);
    }
    return nested;
  }

  /** Some part of another document. */
  private static JsonNode any(JsonNode other, RandomGenerator random) {
    List<JsonNode> parts = new ArrayList<>(List.of(other));
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).forEach(parts::add);
    }
    return parts.get(random.nextInt(parts.size())).deepCopy();
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> into) {
    if (node instanceof ContainerNode<?> container) {
      into.add(container);
      container.forEach(child -> collect(child, into));
    }
  }
}
