package dev.tidalctl.core.model;

/** What a run can learn from outside. */
public sealed interface Input {
  /**
   * An effect ended.
   *
   * @param id the number it was started under
   * @param outcome how
   */
  record Ended(long id, Outcome outcome) implements Input {}

  /**
   * The probe asked once more.
   *
   * @param reading where it stands
   */
  record Probed(ProbeReading reading) implements Input {}

  /** Time passed and nothing else happened. */
  record Tick() implements Input {}

  /**
   * The operator, or the system, asks the run to end.
   *
   * @param how how urgently
   */
  record StopAsked(Stop how) implements Input {}

  /** How urgently a run shall end. */
  enum Stop {
    /** First INT: finish the node in hand. */
    AFTER_NODE,
    /** Second INT: now. */
    NOW,
    /** TERM: at a durable point, within 10 s. */
    TERMINATE
  }
}
