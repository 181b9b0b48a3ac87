package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;

/** Lines of the chronicle: the same in every process, so without sets and maps, and short. */
final class Words {
  private Words() {}

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.RunUpgrade(var job) ->
          "RunUpgrade[" + job.node() + ", attempt " + job.attempt() + "]";
      case Effect.TakeLease take -> "TakeLease[" + take.identity().runId() + "]";
      default -> effect.toString();
    };
  }

  static String of(Outcome outcome) {
    return outcome instanceof Outcome.Looked(Reply<Snapshot> reply)
            && reply instanceof Reply.Ok<Snapshot>(Snapshot seen)
        ? "a look at " + seen.stamp() + ", now " + seen.now()
        : outcome.toString();
  }

  static Optional<String> of(Event event) {
    return switch (event) {
      case Event.RunStarted started -> Optional.of("RunStarted[" + started.identity() + "]");
      case Event.RunResumed resumed -> Optional.of("RunResumed[" + resumed.identity() + "]");
      case Event.EffectStarted started -> Optional.empty();
      case Event.EffectEnded ended -> Optional.empty();
      default -> Optional.of(event.toString());
    };
  }
}
