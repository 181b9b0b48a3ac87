package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import java.util.List;

/** Where a run as a whole stands. */
sealed interface RunStage {
  /** The first look: is this the cluster that we were told? Then the lease. */
  record Opening() implements RunStage {}

  /** Preflight, on a look under the lease. */
  record Clearing() implements RunStage {}

  /** Whose turn is next, if anybody's. */
  record Choosing() implements RunStage {}

  /** The rest of the cluster must be fit to lose the batch. */
  record Gating(GateWait gate) implements RunStage {}

  /** Hooks of these nodes run, one after another. */
  record Hooking(Hook hook, List<NodeName> nodes) implements RunStage {
    /** Keeps its own copy. */
    public Hooking {
      nodes = List.copyOf(nodes);
    }
  }

  /** The nodes of the batch are in hand. */
  record Working(List<NodeName> batch) implements RunStage {}

  /** Watching the cluster before going on. */
  record Soaking(Moment until) implements RunStage {}

  /** What is under way ends, the log is read, the lease given back. */
  record Closing(Closure closure) implements RunStage {}

  /** Nothing more happens. */
  record Ended(Ending ending) implements RunStage {}
}
