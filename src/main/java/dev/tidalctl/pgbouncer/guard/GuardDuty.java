package dev.tidalctl.pgbouncer.guard;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.pgbouncer.console.Poolers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds and lets go.
 *
 * <ol>
 *   <li>Hold all, at the same time. Nobody else sends a {@code PAUSE}: one that came after our last
 *       {@code RESUME} would stay for good.
 *   <li>When they who started us ask for it or die in the midst, end what is under way.
 *   <li>One that can't be held: let all go, and say why.
 *   <li>Else wait until they ask for it, die, or the time is over. Let all go.
 *   <li>Letting go is tried until every console shows it, for 10 minutes at most. After a {@code
 *       PAUSE} that was broken off it is done a second time, in case that one arrived late.
 * </ol>
 */
final class GuardDuty {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final Duration LATE_ARRIVAL = Duration.ofMillis(300);

  private final Poolers poolers;
  private final Orders orders;
  private final GuardWords words;

  GuardDuty(Orders orders, GuardWords words) {
    this.poolers = orders.poolers();
    this.orders = orders;
    this.words = words;
  }

  void carryOut(Leash leash) throws InterruptedException {
    long start = System.nanoTime();
    Reply<Done> held = hold(leash);
    if (held instanceof Reply.Ok<Done> && !leash.letGo().isDone()) {
      words.say(GuardWords.HELD);
      boolean asked = await(leash, start + orders.maxPause().toNanos());
      letGo(false, asked ? GuardWords.LET_GO_ALL : GuardWords.LAPSED);
    } else {
      Optional<String> why = why(held);
      letGo(
          why.isPresent(),
          why.map(each -> GuardWords.FAILED + " " + each).orElse(GuardWords.LET_GO_ALL));
    }
  }

  private Reply<Done> hold(Leash leash) throws InterruptedException {
    CompletableFuture<Reply<Done>> pausing = new CompletableFuture<>();
    Thread.startVirtualThread(() -> pausing.complete(poolers.pause(orders.pauseLimit())));
    while (true) {
      try {
        CompletableFuture.anyOf(pausing, leash.letGo()).get();
        return pausing.get(leash.letGo().isDone() ? 20 : 0, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillPausing) {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Whether it was asked for, or they died, before the time was over. */
  private static boolean await(Leash leash, long deadline) throws InterruptedException {
    try {
      leash.letGo().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException over) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void letGo(boolean brokenOff, String word) throws InterruptedException {
    boolean gone = letGo();
    if (brokenOff) {
      TimeUnit.NANOSECONDS.sleep(LATE_ARRIVAL.toNanos());
      gone = letGo();
    }
    if (gone) {
      words.say(word);
    }
  }

  private boolean letGo() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    Optional<String> trouble = why(poolers.resume());
    while (trouble.isPresent() && System.nanoTime() < deadline) {
      if (!said) {
        words.say(GuardWords.STUCK + " " + trouble.get());
        said = true;
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      trouble = why(poolers.resume());
    }
    return trouble.isEmpty();
  }

  private static Optional<String> why(Reply<Done> reply) {
    return switch (reply) {
      case Reply.Ok<Done> r -> Optional.empty();
      case Reply.Refused<Done>(Refusal refusal) -> Optional.of(refusal.detail());
      case Reply.Unreachable<Done>(String why) -> Optional.of(why);
      case Reply.Unknown<Done>(String why) -> Optional.of(why);
    };
  }
}
