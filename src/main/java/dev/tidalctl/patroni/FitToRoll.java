package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what a whole roll needs, but no single drain, is there: that writes can be held, where
 * something is named that holds them.
 *
 * <ol>
 *   <li>What was answered is the answer: writes that somebody holds, or that can't be held, are so
 *       until somebody changes it.
 *   <li>Who does not answer is asked again every half second, until 5 s after the first time that
 *       nobody did: a machine under load misses an answer now and then, and a roll should not be
 *       refused for that.
 * </ol>
 */
final class FitToRoll {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Optional<WriteGate> gate;
  private final Timing timing;

  FitToRoll(Optional<WriteGate> gate, Timing timing) {
    this.gate = gate;
    this.timing = timing;
  }

  /** {@code Refused} or {@code Unreachable} with what is in the way. */
  Reply<Done> look() {
    return gate.map(this::patiently).orElseGet(() -> new Reply.Ok<>(new Done()));
  }

  private Reply<Done> patiently(WriteGate held) {
    Reply<Done> reply = ask(held);
    Moment first = timing.now();
    while (reply instanceof Reply.Unreachable
        && timing.now().since(first).compareTo(PATIENCE) < 0
        && timing.rest(AGAIN)) {
      reply = ask(held);
    }
    return reply;
  }

  private static Reply<Done> ask(WriteGate gate) {
    return Replies.then(
        gate.look(),
        view -> {
          String against =
              Stream.concat(view.held().stream(), view.unfit().stream())
                  .collect(Collectors.joining("; "));
          return against.isEmpty()
              ? new Reply.Ok<>(new Done())
              : Replies.refused(Refusal.Code.OTHER, against);
        });
  }
}
