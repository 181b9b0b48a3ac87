package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Phase;
import java.util.Locale;

/** How the API spells the constants of the model. */
final class WireWords {
  private WireWords() {}

  /** {@code serving}, {@code follower}, {@code roll}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** {@code Draining}. */
  static String of(Phase phase) {
    return phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
