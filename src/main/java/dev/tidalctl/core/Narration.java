package dev.tidalctl.core;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Stage;

/** Each stage in a few words, for screens, logs and waiting lines. */
public final class Narration {
  private Narration() {}

  /** What is being done with a node at this stage. */
  public static String doing(Stage stage) {
    return switch (stage) {
      case Stage.Waiting s -> "waits for its turn";
      case Stage.HandingOver s ->
          "hands leadership over" + s.candidate().map(c -> " to " + c).orElse("");
      case Stage.StoppingTraffic s -> "traffic is being stopped";
      case Stage.Emptying s -> "requests in flight are ending";
      case Stage.CatchingUp s ->
          s.fence().map(f -> "applies up to fence " + f).orElse("a fence is being read");
      case Stage.TakingOut s -> "shipping is being stopped";
      case Stage.Out s -> "out of service";
      case Stage.Marking s -> "its hold is being written";
      case Stage.RunningCommand s -> "the upgrade command runs";
      case Stage.MarkingFailed s -> "the failure is being written into its hold";
      case Stage.Returning s -> "is to answer in a new incarnation";
      case Stage.Readmitting s -> "shipping is being started again";
      case Stage.Shipping s -> "the missed WAL is being asked for";
      case Stage.Sampling s -> "catches up";
      case Stage.Proving s ->
          s.heartbeat()
              .map(Position::toString)
              .map(p -> "is to apply heartbeat " + p)
              .orElse("a heartbeat is being appended");
      case Stage.Comparing s -> "its content is being compared up to " + s.at();
      case Stage.Admitting s -> "traffic is being started again";
      case Stage.Settling s -> "is to be seen serving and healthy";
      case Stage.Finished s -> "done";
      case Stage.Undoing s -> "is being put back: " + s.failure().reason();
      case Stage.Broken s -> s.failure().reason();
    };
  }
}
