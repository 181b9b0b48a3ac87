package dev.tidalctl.traffic.guard;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.io.InputStream;
import java.io.OutputStream;
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
 *   <li>Hold all, at the same time. Nobody else does: a hold that came after our last letting go
 *       would stay for good.
 *   <li>When they who started us ask for it or die in the midst, end what is under way.
 *   <li>One that can't be held: let all go, and say why.
 *   <li>Else wait until they ask for it, die, or the time is over. Let all go.
 *   <li>Letting go is tried until every console shows it, for 10 minutes at most. After a hold that
 *       was broken off it is done a second time, in case that one arrived late.
 * </ol>
 */
public final class GuardDuty {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final Duration LATE_ARRIVAL = Duration.ofMillis(300);

  private final Holding holding;
  private final Duration longest;
  private final GuardWords words;

  /**
   * A duty.
   *
   * @param holding what is held and let go
   * @param longest from the first moment of holding on, after which all is let go
   * @param listener takes what the guard says
   */
  public GuardDuty(Holding holding, Duration longest, OutputStream listener) {
    this.holding = holding;
    this.longest = longest;
    this.words = new GuardWords(listener);
  }

  /**
   * Does it, to its end.
   *
   * @param in the pipe to who started us
   */
  public void carryOut(InputStream in) throws InterruptedException {
    carryOut(new Leash(in));
  }

  private void carryOut(Leash leash) throws InterruptedException {
    long start = System.nanoTime();
    Reply<Done> held = hold(leash);
    if (held instanceof Reply.Ok<Done> && !leash.letGo().isDone()) {
      words.say(GuardWords.HELD);
      boolean asked = await(leash, start + longest.toNanos());
      letGo(false, asked ? GuardWords.LET_GO_ALL : GuardWords.LAPSED);
    } else {
      Optional<String> why = why(held);
      letGo(
          why.isPresent(),
          why.map(each -> GuardWords.FAILED + " " + each).orElse(GuardWords.LET_GO_ALL));
    }
  }

  private Reply<Done> hold(Leash leash) throws InterruptedException {
    CompletableFuture<Reply<Done>> holds = new CompletableFuture<>();
    Thread.startVirtualThread(() -> holds.complete(holding.hold()));
    while (true) {
      try {
        CompletableFuture.anyOf(holds, leash.letGo()).get();
        return holds.get(leash.letGo().isDone() ? 20 : 0, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillAtIt) {
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
    Optional<String> trouble = why(holding.letGo());
    while (trouble.isPresent() && System.nanoTime() < deadline) {
      if (!said) {
        words.say(GuardWords.STUCK + " " + trouble.get());
        said = true;
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      trouble = why(holding.letGo());
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
