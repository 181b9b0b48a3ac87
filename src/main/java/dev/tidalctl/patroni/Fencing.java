package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.SharedState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stands before every effect that can't carry the token: the lease is renewed just before, so that
 * the effect, which is short, ends well within it.
 */
final class Fencing {
  private final SharedState shared;

  Fencing(SharedState shared) {
    this.shared = shared;
  }

  /** Begins a renewal beside something short that changes nothing, as a look is. */
  Passing beside(long token) {
    return new Passing(token);
  }

  /** A renewal that was begun. */
  final class Passing {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final long token;
    private final long begunNanos = System.nanoTime();
    private final CompletableFuture<Reply<Done>> renewal;

    private Passing(long token) {
      this.token = token;
      this.renewal = Together.start(() -> pass(token));
    }

    /** As {@link #pass}; what was not short after all has it renewed once more. */
    Reply<Done> passed() {
      Reply<Done> renewed = Together.result(renewal);
      boolean lately = System.nanoTime() - begunNanos < SHORT.toNanos();
      return lately || !(renewed instanceof Reply.Ok) ? renewed : pass(token);
    }

    /** Nothing of it is under way any more, whether it was needed or not. */
    void ended() {
      Together.result(renewal);
    }
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
