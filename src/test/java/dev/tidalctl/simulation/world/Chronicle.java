package dev.tidalctl.simulation.world;

import java.util.function.Supplier;

/** Takes down what happens, where somebody wants to read it. */
@FunctionalInterface
public interface Chronicle {
  /** Takes nothing down. */
  Chronicle NONE = (now, line) -> {};

  /** Takes a line down; it is made only when asked for. */
  void write(long now, Supplier<String> line);
}
