package dev.tidalctl.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shapes of the core's values: records, and sealed interfaces whose leaves are told apart by
 * their simple names.
 */
final class Shapes {
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
    Map<TypeVariable<?>, Type> bound = new LinkedHashMap<>();
    TypeVariable<?>[] variables = record.getTypeParameters();
    for (int i = 0; i < variables.length; i++) {
      bound.put(variables[i], argument(type, i));
    }
    return Arrays.stream(record.getRecordComponents())
        .map(RecordComponent::getGenericType)
        .map(t -> t instanceof TypeVariable<?> v ? bound.getOrDefault(v, t) : t)
        .toList();
  }

  /** The names of a record's components. */
  static List<String> names(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** Whether a record is no more than a name for a text. */
  static boolean isText(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    return components.length == 1
        && components[0].getType() == String.class
        && components[0].getName().equals("value");
  }

  /** The leaf of a sealed interface that has this name, with the interface's arguments put in. */
  static Optional<Type> leaf(Type sealed, String name) {
    return leaves(raw(sealed))
        .filter(leaf -> leaf.getSimpleName().equals(name))
        .findFirst()
        .map(leaf -> leaf.getTypeParameters().length == 0 ? leaf : new Bound(leaf, sealed));
  }

  /** All records below a sealed interface. */
  static Stream<Class<?>> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Shapes::leaves)
        : Stream.of(sealed);
  }

  /** The values of a record's components. */
  static List<Object> values(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(component -> value(component, record))
        .toList();
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's component can't be read: " + component, e);
    }
  }

  /**
   * Makes a record.
   *
   * @throws UnknownKind when the record refuses the values
   */
  static Object make(Class<?> record, List<Object> values) throws UnknownKind {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException refused) {
      throw new UnknownKind(record.getSimpleName() + " with impossible values");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can't be made: " + record, e);
    }
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
