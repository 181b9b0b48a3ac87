package dev.tidalctl.sandbox.load;

import java.util.function.Consumer;

/** A load's progress as lines, which another program may wait for. */
public final class LoadLines implements LoadProgress {
  /** The line that says that all that is wanted is being sent, at its full rate. */
  public static final String UNDER_WAY = "load: under way";

  private final Consumer<String> lines;

  /** Passes each line on, without its end. */
  public LoadLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void running(LoadPlan plan) {
    lines.accept(
        "load: running "
            + plan.writes()
            + " writes/s and "
            + plan.queries()
            + " queries/s on "
            + plan.gateway()
            + ", seed "
            + plan.seed());
  }

  @Override
  public void firstAcknowledged(AckedSignal signal) {
    lines.accept("load: first write acknowledged, seqno " + signal.seqno());
  }

  @Override
  public void underWay() {
    lines.accept(UNDER_WAY);
  }
}
