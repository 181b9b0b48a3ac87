package dev.tidalctl.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shapes of the core's values: records, and sealed interfaces whose leaves are told apart by
 * their simple names.
 */
final class Shapes {
  private static final ClassValue<Map<String, Class<?>>> LEAVES =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> sealed) {
          return leaves(sealed).collect(Collectors.toMap(Class::getSimpleName, leaf -> leaf));
        }
      };

  private Shapes() {}

  /** The class behind a type. */
  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw new IllegalArgumentException("no shape for " + type);
    };
  }

  /** The nth argument of a generic type. */
  static Type argument(Type type, int nth) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[nth];
    }
    throw new IllegalArgumentException(type + " does not say of what");
  }

  /** The types of a record's components, with the type's own arguments put in. */
  static List<Type> components(Type type) {
    Class<?> record = raw(type);
    List<Type> types = RecordShape.of(record).types();
    TypeVariable<?>[] variables = record.getTypeParameters();
    if (variables.length == 0) {
      return types;
    }
    Map<TypeVariable<?>, Type> bound = new LinkedHashMap<>();
    for (int i = 0; i < variables.length; i++) {
      bound.put(variables[i], argument(type, i));
    }
    return types.stream()
        .map(t -> t instanceof TypeVariable<?> v ? bound.getOrDefault(v, t) : t)
        .toList();
  }

  /** The leaf of a sealed interface that has this name, with the interface's arguments put in. */
  static Optional<Type> leaf(Type sealed, String name) {
    return Optional.ofNullable(LEAVES.get(raw(sealed)).get(name))
        .map(leaf -> leaf.getTypeParameters().length == 0 ? leaf : new Bound(leaf, sealed));
  }

  /** All records below a sealed interface. */
  static Stream<Class<?>> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Shapes::leaves)
        : Stream.of(sealed);
  }

  /** A generic leaf of a generic sealed interface: both have the same arguments. */
  private record Bound(Class<?> leaf, Type sealed) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {argument(sealed, 0)};
    }

    @Override
    public Type getRawType() {
      return leaf;
    }

    @Override
    public Type getOwnerType() {
      return raw(sealed);
    }
  }
}
