package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.Snapshot;
import java.util.List;
import java.util.Optional;

/** Lets the simulation see which command a run names next. */
public final class NextStepProbe {
  private NextStepProbe() {}

  /** The command to run after a run that ended so. */
  public static Optional<String> next(
      Ending ending, RunReport report, Order order, Optional<Snapshot> lastSeen) {
    return NextStep.result(ending, report, order, new NextCommands(List.of()), lastSeen).next();
  }
}
