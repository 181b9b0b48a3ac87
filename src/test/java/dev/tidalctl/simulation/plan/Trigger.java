package dev.tidalctl.simulation.plan;

import java.time.Duration;

/** When a fault strikes. */
public sealed interface Trigger {
  /** At a time of the world. */
  record At(Duration time) implements Trigger {}

  /**
   * When a run of an operator enters a phase.
   *
   * @param operator which, by number
   * @param phase the phase
   * @param occurrence the how-manieth time that it enters it, from 1
   * @param after how long after it did
   */
  record Entering(int operator, Phase phase, int occurrence, Duration after) implements Trigger {}
}
