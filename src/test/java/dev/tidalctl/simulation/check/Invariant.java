package dev.tidalctl.simulation.check;

import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.World;

/** One of the things that always hold. */
abstract class Invariant {
  private final int number;
  private final String sentence;

  Invariant(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  final int number() {
    return number;
  }

  final String sentence() {
    return sentence;
  }

  /**
   * Judges what happens.
   *
   * @throws Violation when it must not
   */
  abstract void judge(Occurrence occurrence, World world);

  /**
   * Judges what is so after an event, where time alone can break the invariant.
   *
   * @throws Violation when it must not be so
   */
  void passed(World world) {}

  final Violation broken(String detail) {
    return new Violation(this, detail);
  }
}
