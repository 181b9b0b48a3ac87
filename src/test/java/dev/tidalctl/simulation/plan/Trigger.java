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

  /**
   * When a node in the hands of an operator's run enters a stage, before anything is done about it.
   *
   * @param operator which, by number
   * @param stage the simple name of the stage
   * @param occurrence the how-manieth time that any does, from 1
   */
  record Reaching(int operator, String stage, int occurrence) implements Trigger {}
}
