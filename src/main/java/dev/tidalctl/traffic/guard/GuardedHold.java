package dev.tidalctl.traffic.guard;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.WriteGate;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes that a guard holds. */
public final class GuardedHold implements WriteGate.Held {
  /** For the guard to let go everywhere and see it. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final GuardProcess guard;
  private final String lapse;
  private final Supplier<Reply<Done>> ourselves;

  /** What a guard is to do. It comes by standard input: arguments can be read by all. */
  @FunctionalInterface
  public interface Orders {
    /** Hands them over. */
    void write(OutputStream to) throws IOException;
  }

  /**
   * A guard to be.
   *
   * @param main its class
   * @param detacher words that take it away from the terminal
   * @param orders what it is to do
   * @param patience how long it may take to start and to hold, or to let go again should it fail
   */
  public record Plan(Class<?> main, List<String> detacher, Orders orders, Duration patience) {
    /** Takes a copy. */
    public Plan {
      detacher = List.copyOf(detacher);
    }
  }

  private GuardedHold(GuardProcess guard, String lapse, Supplier<Reply<Done>> ourselves) {
    this.guard = guard;
    this.lapse = lapse;
    this.ourselves = ourselves;
  }

  /**
   * Has a guard hold writes.
   *
   * @param lapse what is said when it let go because the time was over
   * @param ourselves lets go without it, should it have died
   * @return {@code Refused} when it could not: then all were let go; {@code Unknown} when they may
   *     not have been
   */
  public static Reply<WriteGate.Held> begin(
      Plan plan, String lapse, Supplier<Reply<Done>> ourselves) {
    GuardProcess guard;
    try {
      guard = GuardProcess.start(plan.main(), plan.detacher(), plan.orders());
    } catch (IOException e) {
      return refused("the guard of the pause can't be started: " + e);
    }
    Optional<GuardProcess.Word> word = guard.awaitBeginning(plan.patience());
    if (word.isEmpty()) {
      guard.kill();
      return letGoAfter(ourselves, "the guard of the pause is silent: " + guard.lastWords());
    }
    return switch (word.get()) {
      case GuardProcess.Word.Held held -> new Reply.Ok<>(new GuardedHold(guard, lapse, ourselves));
      case GuardProcess.Word.Failed(String why) -> refused(why + "; writes were let go everywhere");
      case GuardProcess.Word.Died(String complaint) ->
          letGoAfter(ourselves, "the guard of the pause died: " + complaint);
      case GuardProcess.Word.LetGo early -> letGoAfter(ourselves, "the guard let go at once");
      case GuardProcess.Word.Lapsed early -> letGoAfter(ourselves, "the guard let go at once");
    };
  }

  private static Reply<WriteGate.Held> letGoAfter(Supplier<Reply<Done>> ourselves, String why) {
    return switch (ourselves.get()) {
      case Reply.Ok<Done> r -> refused(why + "; writes were let go everywhere");
      case Reply.Refused<Done>(Refusal refusal) -> mayBeHeld(why, refusal.detail());
      case Reply.Unreachable<Done>(String trouble) -> mayBeHeld(why, trouble);
      case Reply.Unknown<Done>(String trouble) -> mayBeHeld(why, trouble);
    };
  }

  private static Reply<WriteGate.Held> mayBeHeld(String why, String trouble) {
    return new Reply.Unknown<>(why + "; writes may still be held: " + trouble);
  }

  private static Reply<WriteGate.Held> refused(String why) {
    return new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, why));
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
                  case GuardProcess.Word.Lapsed lapsed -> Optional.of(lapse);
                  case GuardProcess.Word.Died(String complaint) ->
                      Optional.of("the process that guards the pause died: " + complaint);
                  case GuardProcess.Word.LetGo letGo -> Optional.empty();
                  case GuardProcess.Word.Held held -> Optional.empty();
                  case GuardProcess.Word.Failed failed -> Optional.empty();
                });
  }
}
