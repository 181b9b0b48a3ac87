package dev.tidalctl.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process's signals while a run is under way. A shutdown hook would see only the first one, so
 * {@code sun.misc.Signal} is used; by reflection, because naming it is a compiler warning that no
 * annotation silences.
 */
final class Signals implements AutoCloseable {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private record Replaced(Object signal, Object before) {}

  private final List<Replaced> replaced = new ArrayList<>();

  /**
   * Has a signal call {@code action} until this is closed, on a thread of the JVM's. A signal that
   * the JVM or the shell keeps for itself is left alone.
   *
   * @param name without {@code SIG}
   */
  Signals on(String name, Runnable action) {
    try {
      Class<?> handlerType = Class.forName(HANDLER);
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, args) -> answer(method, args, action));
      Object signal = Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
      handle(signal, handler).ifPresent(before -> replaced.add(new Replaced(signal, before)));
    } catch (InvocationTargetException | IllegalArgumentException taken) {
      return this;
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java runtime lacks " + SIGNAL, missing);
    }
    return this;
  }

  /** Gives the signals back to whom they were with before. */
  @Override
  public void close() {
    for (Replaced each : replaced) {
      try {
        handle(each.signal(), each.before());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a signal that was taken can be given back", e);
      }
    }
    replaced.clear();
  }

  private static Optional<Object> handle(Object signal, Object handler)
      throws ReflectiveOperationException {
    return Optional.ofNullable(
        Class.forName(SIGNAL)
            .getMethod("handle", signal.getClass(), Class.forName(HANDLER))
            .invoke(null, signal, handler));
  }

  /** What a proxy does when it is called: equals, hashCode and toString are the action's. */
  private static Object answer(Method method, Object[] args, Runnable action)
      throws ReflectiveOperationException {
    if (method.getDeclaringClass().equals(Object.class)) {
      return method.invoke(action, args);
    }
    action.run();
    return Optional.empty();
  }
}
