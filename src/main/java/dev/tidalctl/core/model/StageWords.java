package dev.tidalctl.core.model;

/**
 * What is done with a node at each stage, in a few words: the same in waiting lines and screens.
 */
public final class StageWords {
  private StageWords() {}

  /** The words; empty for a node that waits for its turn or has ended. */
  public static String of(Stage stage) {
    return switch (stage) {
      case Stage.Waiting w -> "";
      case Stage.HandingOver handing ->
          "handing leadership over" + handing.candidate().map(StageWords::to).orElse("");
      case Stage.StoppingTraffic s -> "stopping new client work";
      case Stage.Emptying e -> "waiting for work in flight";
      case Stage.CatchingUp catching ->
          "applying up to the fence" + catching.fence().map(StageWords::at).orElse("");
      case Stage.TakingOut t -> "stopping WAL shipping";
      case Stage.Out o -> "out of service";
      case Stage.Marking m -> "marking the hold";
      case Stage.RunningCommand running -> "upgrade, attempt " + running.attempt();
      case Stage.MarkingFailed m -> "marking the hold as failed";
      case Stage.Returning r -> "waiting for the new process";
      case Stage.Readmitting r -> "starting WAL shipping";
      case Stage.Shipping s -> "shipping the WAL it misses";
      case Stage.Sampling sampling ->
          "applying up to fences, reached " + sampling.reached() + " in a row";
      case Stage.Proving p -> "waiting to see a new event applied";
      case Stage.Comparing comparing -> "comparing content up to " + comparing.at();
      case Stage.Admitting a -> "returning client work";
      case Stage.Settling s -> "waiting to see it serve";
      case Stage.Finished f -> "";
      case Stage.Undoing u -> "undoing the drain";
      case Stage.Broken b -> "";
    };
  }

  private static String to(NodeName candidate) {
    return " to " + candidate;
  }

  private static String at(Position fence) {
    return " at " + fence;
  }
}
