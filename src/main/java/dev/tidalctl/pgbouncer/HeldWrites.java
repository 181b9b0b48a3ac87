package dev.tidalctl.pgbouncer;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes that a guard holds. */
final class HeldWrites implements WriteGate.Held {
  /** For the guard to have every console resume and show it. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final GuardProcess guard;
  private final Duration maxPause;
  private final Supplier<Reply<Done>> ourselves;

  /**
   * Held by that guard.
   *
   * @param maxPause after which it lets go
   * @param ourselves lets go without it, should it have died
   */
  HeldWrites(GuardProcess guard, Duration maxPause, Supplier<Reply<Done>> ourselves) {
    this.guard = guard;
    this.maxPause = maxPause;
    this.ourselves = ourselves;
  }

  @Override
  public Reply<Done> release() {
    guard.askToLetGo();
    Optional<GuardProcess.Word> end = guard.awaitEnd(LIMIT);
    if (end.isEmpty()) {
      return new Reply.Unknown<>(
          "writes may still be held: %s; the process %d goes on trying to let them go"
              .formatted(guard.lastWords(), guard.pid()));
    }
    return end.get() instanceof GuardProcess.Word.Died
        ? ourselves.get()
        : new Reply.Ok<>(new Done());
  }

  @Override
  public Optional<String> lapsed() {
    return guard
        .awaitEnd(Duration.ZERO)
        .flatMap(
            end ->
                switch (end) {
                  case GuardProcess.Word.Lapsed lapsed ->
                      Optional.of(
                          "writes were let go after %s ms (routing.pgbouncer.maxPause)"
                              .formatted(maxPause.toMillis()));
                  case GuardProcess.Word.Died(String complaint) ->
                      Optional.of("the process that guards the pause died: " + complaint);
                  case GuardProcess.Word.LetGo letGo -> Optional.empty();
                  case GuardProcess.Word.Held held -> Optional.empty();
                  case GuardProcess.Word.Failed failed -> Optional.empty();
                });
  }
}
