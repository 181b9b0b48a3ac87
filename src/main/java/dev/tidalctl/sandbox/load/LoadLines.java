package dev.tidalctl.sandbox.load;

import java.util.function.Consumer;

/** A load's progress as lines, which another program may wait for. */
public final class LoadLines implements LoadProgress {
  /** How the line begins that says that writes, and queries if any, are answered. */
  public static final String UNDER_WAY = "load: under way";

  private final Consumer<String> lines;
  private boolean withQueries;

  /** Passes each line on, without its end. */
  public LoadLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void running(LoadPlan plan) {
    withQueries = plan.queries() > 0;
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
    if (!withQueries) {
      lines.accept(UNDER_WAY);
    }
  }

  @Override
  public void queriesStarted() {
    lines.accept(UNDER_WAY + ", queries read signals acknowledged 2 s before");
  }
}
