package dev.tidalctl.core.model;

import java.time.Duration;

/** The waits of a node's turn that have a limit of their own, in their order. */
public enum StageClock {
  /** No limit runs. */
  NONE,
  /** Leadership goes elsewhere. */
  LEADERSHIP,
  /** From the first change to out of service. */
  DRAIN,
  /** The upgrade command. */
  UPGRADE,
  /** The new process is to answer. */
  RETURN,
  /** From the first change to client work coming back. */
  REJOIN,
  /** It is to be seen serving and healthy. */
  SETTLE;

  /** The wait that a stage is part of. */
  public static StageClock of(Stage stage) {
    return switch (stage) {
      case Stage.Waiting w -> NONE;
      case Stage.HandingOver h -> LEADERSHIP;
      case Stage.StoppingTraffic s -> DRAIN;
      case Stage.Emptying e -> DRAIN;
      case Stage.CatchingUp c -> DRAIN;
      case Stage.TakingOut t -> DRAIN;
      case Stage.Undoing u -> NONE;
      case Stage.Out o -> NONE;
      case Stage.Marking m -> UPGRADE;
      case Stage.RunningCommand r -> UPGRADE;
      case Stage.MarkingFailed m -> NONE;
      case Stage.Returning r -> RETURN;
      case Stage.Readmitting r -> REJOIN;
      case Stage.Shipping s -> REJOIN;
      case Stage.Sampling s -> REJOIN;
      case Stage.Proving p -> REJOIN;
      case Stage.Comparing c -> REJOIN;
      case Stage.Admitting a -> REJOIN;
      case Stage.Settling s -> SETTLE;
      case Stage.Finished f -> NONE;
      case Stage.Broken b -> NONE;
    };
  }

  /** How long it may last; zero where no limit runs. */
  public Duration limit(Limits limits) {
    return switch (this) {
      case NONE -> Duration.ZERO;
      case LEADERSHIP -> limits.leadership();
      case DRAIN -> limits.drain();
      case UPGRADE -> limits.upgrade();
      case RETURN, SETTLE -> limits.rejoin();
      case REJOIN -> limits.rejoinOverall();
    };
  }

  /** How long it and all that come after it may last together. */
  public Duration limitOfRest(Limits limits) {
    Duration sum = Duration.ZERO;
    for (StageClock each : values()) {
      if (each.compareTo(this) >= 0) {
        sum = sum.plus(each.limit(limits));
      }
    }
    return sum;
  }
}
