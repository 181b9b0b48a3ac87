package dev.tidalctl.journal;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Values of a type, so many that each of its parts is seen in each of its forms: found by looking
 * at the type itself, so that none can be forgotten when one is added.
 */
final class Specimens {
  static final Moment NOW =
      new Moment(Duration.ofNanos(123_456_789_012L), Instant.parse("2026-03-14T09:15:00.123456Z"));

  private Specimens() {}

  /** Every fact a journal may have to keep, in every form. */
  static List<Event.Fact> facts() {
    return of(Event.Fact.class).stream().map(Event.Fact.class::cast).toList();
  }

  static Recorded recorded(Event event) {
    return new Recorded(7, NOW, event);
  }

  static List<Object> of(Type type) {
    Class<?> raw = Shapes.raw(type);
    if (raw == Optional.class) {
      List<Object> optionals = new ArrayList<>();
      of(Shapes.argument(type, 0)).forEach(value -> optionals.add(Optional.of(value)));
      optionals.add(Optional.empty());
      return optionals;
    }
    if (raw == List.class) {
      List<Object> items = of(Shapes.argument(type, 0));
      return List.of(items, List.of());
    }
    if (raw == Set.class) {
      return List.of(Set.copyOf(of(Shapes.argument(type, 0))), Set.of());
    }
    if (raw == Map.class) {
      return List.of(Map.of("a", "b", "TIDALCTL_NODE", "node-\u00e9\n\"1\""), Map.of());
    }
    if (raw == SortedMap.class) {
      return List.of(new TreeMap<>(Map.of("policy.soak", "10 s")), new TreeMap<>());
    }
    if (raw.isSealed()) {
      return Shapes.leaves(raw)
          .flatMap(leaf -> of(Shapes.leaf(type, leaf.getSimpleName()).orElseThrow()).stream())
          .toList();
    }
    return raw.isRecord() ? records(type) : plain(raw);
  }

  /** One with the first form of each part, and one more for each other form of each part. */
  private static List<Object> records(Type type) {
    List<List<Object>> forms = Shapes.components(type).stream().map(Specimens::of).toList();
    List<Object> first = forms.stream().map(List::getFirst).toList();
    List<Object> records = new ArrayList<>(List.of(make(type, first)));
    for (int part = 0; part < forms.size(); part++) {
      for (Object form : forms.get(part).subList(1, forms.get(part).size())) {
        List<Object> values = new ArrayList<>(first);
        values.set(part, form);
        records.add(make(type, values));
      }
    }
    return records;
  }

  private static Object make(Type type, List<Object> values) {
    try {
      return RecordShape.of(Shapes.raw(type)).make(values);
    } catch (UnknownKind refused) {
      throw new AssertionError(refused);
    }
  }

  private static List<Object> plain(Class<?> raw) {
    if (raw.isEnum()) {
      return List.of(raw.getEnumConstants());
    }
    return switch (raw.getSimpleName()) {
      case "String" -> List.of("text", "zwei \u00e4\u20ac\n\ttabs \"quoted\" \\");
      case "int" -> List.of(1, Integer.MAX_VALUE);
      case "long" -> List.of(2L, Long.MAX_VALUE);
      case "boolean" -> List.of(true, false);
      case "Duration" -> List.of(Duration.ofSeconds(15), Duration.ofNanos(1));
      case "Instant" -> List.of(Instant.parse("2026-03-14T09:15:00.123456789Z"));
      case "OptionalInt" -> List.of(OptionalInt.of(3), OptionalInt.empty());
      case "OptionalLong" -> List.of(OptionalLong.of(1L << 40), OptionalLong.empty());
      case "OptionalDouble" -> List.of(OptionalDouble.of(0.5), OptionalDouble.empty());
      default -> throw new AssertionError("no specimen of " + raw);
    };
  }
}
