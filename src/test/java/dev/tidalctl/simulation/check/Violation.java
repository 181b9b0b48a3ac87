package dev.tidalctl.simulation.check;

/** An invariant was broken; the world ends here. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int number;

  Violation(Invariant invariant, String detail) {
    super(
        "invariant "
            + invariant.number()
            + " broken: "
            + detail
            + " ("
            + invariant.sentence()
            + ")");
    this.number = invariant.number();
  }

  /** Which. */
  public int number() {
    return number;
  }
}
