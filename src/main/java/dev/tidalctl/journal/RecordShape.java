package dev.tidalctl.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a record consists of. Reflection makes all of it anew each time it is asked, so that it is
 * asked once for each class.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> record) {
          return new RecordShape(record);
        }
      };

  private final Class<?> record;
  private final List<String> names;
  private final List<Type> types;
  private final List<Method> accessors;
  private final Constructor<?> constructor;
  private final boolean leaf;

  private RecordShape(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    this.record = record;
    this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
    this.types = Arrays.stream(components).map(RecordComponent::getGenericType).toList();
    this.accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toList();
    this.constructor = constructor(record, components);
    this.leaf = Arrays.stream(record.getInterfaces()).anyMatch(Class::isSealed);
    accessors.forEach(accessor -> accessor.setAccessible(true));
    constructor.setAccessible(true);
  }

  /** The shape of a record's class. */
  static RecordShape of(Class<?> record) {
    return KNOWN.get(record);
  }

  /** The names of the components. */
  List<String> names() {
    return names;
  }

  /** The types of the components, as they stand in the record's head. */
  List<Type> types() {
    return types;
  }

  /** Whether the record is one of several of a sealed kind. */
  boolean isLeaf() {
    return leaf;
  }

  /** Whether the record is no more than a name for a text. */
  boolean isText() {
    return types.equals(List.of(String.class)) && names.equals(List.of("value"));
  }

  /** The values of the components of one that has this shape. */
  List<Object> values(Record one) {
    List<Object> values = new ArrayList<>();
    for (Method accessor : accessors) {
      try {
        values.add(accessor.invoke(one));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a record's component can't be read: " + accessor, e);
      }
    }
    return values;
  }

  /**
   * Makes one.
   *
   * @throws UnknownKind when the record refuses the values
   */
  Object make(List<Object> values) throws UnknownKind {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException refused) {
      throw new UnknownKind(record.getSimpleName() + " with impossible values");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can't be made: " + record, e);
    }
  }

  private static Constructor<?> constructor(Class<?> record, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return record.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + record, e);
    }
  }
}
