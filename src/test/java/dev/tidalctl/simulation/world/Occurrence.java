package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.UpgradeJob;

/** Something that happened, for the invariants to judge. */
public sealed interface Occurrence {
  /** A tool decided on an effect and is about to start it. */
  record Decided(Tool tool, long id, Effect effect) implements Occurrence {}

  /** The control plane accepted a change and is about to make it. */
  record Rerouting(Tool tool, long token, RoutingChange change, SimNode node)
      implements Occurrence {}

  /** The control plane changed routing by its own rules, or a fault did. */
  record Reverted(SimNode node, Routing from) implements Occurrence {}

  /** Leadership is about to be handed over as a tool asked. */
  record HandingOver(Tool tool, long token, SimNode from, SimNode to) implements Occurrence {}

  /** The sessions on a draining node are about to be cut as a tool asked. */
  record Cutting(Tool tool, SimNode node) implements Occurrence {}

  /** A lease was taken. */
  record LeaseTaken(Tool tool, long token) implements Occurrence {}

  /** A supervisor is about to start a command. */
  record CommandStarting(Tool tool, UpgradeJob job, SimNode node) implements Occurrence {}

  /** A tool recorded an event. */
  record Told(Tool tool, Recorded recorded) implements Occurrence {}

  /** A tool's process ended by itself. */
  record ToolEnded(Tool tool, Ending ending) implements Occurrence {}

  /** A tool's process was killed. */
  record ToolKilled(Tool tool) implements Occurrence {}

  /** Faults are over, everything is mended and nobody runs any more. */
  record AllMended() implements Occurrence {}
}
