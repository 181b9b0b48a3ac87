package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store in memory, over a clock driven by hand, with a door before and after each call through
 * which a test can lose it, hold it back or let others go first.
 */
public final class MemoryStore implements Store {
  private final HandClock clock;
  private Image image = Image.EMPTY;
  private Door door = Door.OPEN;

  /** An empty store. */
  public MemoryStore(HandClock clock) {
    this.clock = clock;
  }

  /** What happens to calls. */
  public interface Door {
    /** Lets all pass. */
    Door OPEN = new Door() {};

    /**
     * What is answered instead of doing the call, empty to do it.
     *
     * @param call its name
     */
    default Optional<Lost> before(String call) {
      return Optional.empty();
    }

    /**
     * What is answered instead of what came of the call.
     *
     * @param call its name
     */
    default Optional<Lost> after(String call) {
      return Optional.empty();
    }
  }

  /** How a call is lost. */
  public enum Lost {
    /** It never left. */
    UNREACHABLE,
    /** Nobody knows. */
    UNKNOWN
  }

  /** All later calls pass through this. */
  public void through(Door next) {
    door = next;
  }

  private <T> Reply<T> call(String name, Supplier<Reply<T>> work) {
    Optional<Lost> lost = door.before(name);
    if (lost.isPresent()) {
      return lost(lost.get());
    }
    Reply<T> reply;
    synchronized (this) {
      image = image.at(clock.instant());
      reply = work.get();
    }
    return door.after(name).<Reply<T>>map(MemoryStore::lost).orElse(reply);
  }

  private static <T> Reply<T> lost(Lost how) {
    return switch (how) {
      case UNREACHABLE -> new Reply.Unreachable<>("the store is down");
      case UNKNOWN -> new Reply.Unknown<>("no answer from the store");
    };
  }

  @Override
  public Reply<Contents> read(String prefix) {
    return call("read", () -> new Reply.Ok<>(new Contents(image.revision(), image.below(prefix))));
  }

  @Override
  public Reply<Boolean> commit(List<Condition> conditions, List<Write> writes) {
    return call("commit", () -> committed(conditions, writes));
  }

  private Reply<Boolean> committed(List<Condition> conditions, List<Write> writes) {
    if (!conditions.stream().allMatch(image::meets)) {
      return new Reply.Ok<>(false);
    }
    if (!image.keeps(writes)) {
      return Replies.refused(Refusal.Code.STALE_TOKEN, "the lifetime has ended");
    }
    image = image.with(writes);
    return new Reply.Ok<>(true);
  }

  @Override
  public Reply<Long> grant(Duration timeToLive) {
    return call(
        "grant",
        () -> {
          long number = image.revision() + 1;
          image = image.living(number, new Image.Life(timeToLive, clock.instant()));
          return new Reply.Ok<>(number);
        });
  }

  @Override
  public Reply<Duration> keepAlive(long lifetime) {
    return call(
        "keepAlive",
        () -> {
          Image.Life life = image.lifetimes().get(lifetime);
          if (life == null) {
            return Replies.refused(Refusal.Code.STALE_TOKEN, "the lifetime has ended");
          }
          image = image.living(lifetime, new Image.Life(life.timeToLive(), clock.instant()));
          return new Reply.Ok<>(life.timeToLive());
        });
  }

  @Override
  public Reply<Done> revoke(long lifetime) {
    return call(
        "revoke",
        () -> {
          image = image.ending(lifetime);
          return new Reply.Ok<>(new Done());
        });
  }

  /** The same store as another client sees it. */
  public Store seenThrough(Function<String, Optional<Lost>> gate) {
    return new Gated(this, gate);
  }

  @Override
  public void close() {}

  /** A client of its own. */
  private record Gated(MemoryStore store, Function<String, Optional<Lost>> gate) implements Store {
    private <T> Reply<T> gated(String name, Supplier<Reply<T>> call) {
      return gate.apply(name).<Reply<T>>map(MemoryStore::lost).orElseGet(call);
    }

    @Override
    public Reply<Contents> read(String prefix) {
      return gated("read", () -> store.read(prefix));
    }

    @Override
    public Reply<Boolean> commit(List<Condition> conditions, List<Write> writes) {
      return gated("commit", () -> store.commit(conditions, writes));
    }

    @Override
    public Reply<Long> grant(Duration timeToLive) {
      return gated("grant", () -> store.grant(timeToLive));
    }

    @Override
    public Reply<Duration> keepAlive(long lifetime) {
      return gated("keepAlive", () -> store.keepAlive(lifetime));
    }

    @Override
    public Reply<Done> revoke(long lifetime) {
      return gated("revoke", () -> store.revoke(lifetime));
    }

    @Override
    public void close() {}
  }
}
