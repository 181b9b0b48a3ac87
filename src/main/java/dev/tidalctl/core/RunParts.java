package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Order;
import java.util.Optional;

/** What the stages of a run, and the settling of its effects, work with. */
record RunParts(
    Settings settings,
    Order order,
    Ledger ledger,
    Errands errands,
    Lookout lookout,
    LeaseKeeper lease,
    Turns turns,
    Exposures exposures,
    Hooks hooks,
    RetentionWatch retention,
    ProbeGuard probe,
    Trace trace) {

  /** Whether the cluster was changed, or may be by what is still under way. */
  boolean changed() {
    return trace.changed() || errands.any(Effect::changes);
  }

  /** All that a decision is made on, if it can be made now: on a fresh look, under the lease. */
  Optional<Bearings> fresh(Moment now) {
    return bearings(now).filter(b -> lookout.fresh().isPresent());
  }

  /** The same on the last look, fresh or not. */
  Optional<Bearings> bearings(Moment now) {
    if (lookout.seen().isEmpty() || lease.token().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Bearings(
            lookout.seen().get(),
            lookout.seenFrom(),
            now,
            lease.token().get(),
            settings,
            order,
            turns.inHand(),
            probe.verdict()));
  }
}
