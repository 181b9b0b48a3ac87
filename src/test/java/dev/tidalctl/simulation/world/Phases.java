package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.simulation.plan.Phase;

/** The phase that a run is in when a node enters a stage. */
final class Phases {
  private Phases() {}

  static Phase of(Stage stage, Order order) {
    return switch (stage) {
      case Stage.Waiting s -> Phase.GATING;
      case Stage.HandingOver s -> Phase.HANDING_OVER;
      case Stage.StoppingTraffic s -> Phase.DRAINING;
      case Stage.Emptying s -> Phase.DRAINING;
      case Stage.CatchingUp s -> Phase.DRAINING;
      case Stage.TakingOut s -> Phase.DRAINING;
      case Stage.Undoing s -> Phase.DRAINING;
      case Stage.Out s -> Phase.DRAINED;
      case Stage.Marking s -> Phase.DRAINED;
      case Stage.RunningCommand s -> Phase.UPGRADING;
      case Stage.MarkingFailed s -> Phase.UPGRADING;
      case Stage.Returning s -> Phase.UPGRADING;
      case Stage.Readmitting s -> Phase.REJOINING;
      case Stage.Shipping s -> Phase.REJOINING;
      case Stage.Sampling s -> Phase.REJOINING;
      case Stage.Proving s -> Phase.REJOINING;
      case Stage.Comparing s -> Phase.REJOINING;
      case Stage.Admitting s -> Phase.REJOINING;
      case Stage.Settling s -> Phase.REJOINING;
      case Stage.Finished s -> order instanceof Order.Drain ? Phase.DRAINED : Phase.GATING;
      case Stage.Broken s -> Phase.GATING;
    };
  }
}
