package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Moment;

/** The only clock that the core knows. */
@FunctionalInterface
public interface Pacer {
  /** Reads both clocks. */
  Moment now();
}
