package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.SharedState;

/**
 * Stands before every effect that can't carry the token: the lease is renewed just before, so that
 * the effect, which is short, ends well within it.
 */
final class Fencing {
  private final SharedState shared;

  Fencing(SharedState shared) {
    this.shared = shared;
  }

  /** {@code Ok} when the lease is ours for its whole time to live from now on. */
  Reply<Done> pass(long token) {
    return switch (shared.lease().renew(token)) {
      case Reply.Ok<?> ok -> new Reply.Ok<>(new Done());
      case Reply.Refused<?>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<?>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<?>(String why) ->
          // Whatever became of the renewal, nothing else was sent.
          new Reply.Unreachable<>("the lease could not be renewed: " + why);
    };
  }
}
