package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something that is read anew when it is too old, beside whoever wants it: only the first reading
 * is waited for to its end, and that not by those who have something to go by in the meantime.
 */
final class Refreshed<T> {
  private final Supplier<T> reader;
  private final Duration good;
  private final Duration patience;
  private final Timing timing;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<T> value = Optional.empty();
  private Optional<Moment> readAt = Optional.empty();
  private Optional<CompletableFuture<T>> underWay = Optional.empty();

  /**
   * Nothing is read yet.
   *
   * @param reader reads it; ends within a limit of its own and throws nothing
   * @param good how long a reading is good for
   * @param patience how long to wait for a new one while there is an old one
   * @param timing the clocks
   */
  Refreshed(Supplier<T> reader, Duration good, Duration patience, Timing timing) {
    this.reader = reader;
    this.good = good;
    this.patience = patience;
    this.timing = timing;
  }

  T current() {
    return current(Optional.empty());
  }

  /**
   * What is known, or {@code meanwhile} as long as nothing is: the first reading is no exception.
   */
  T currentOr(T meanwhile) {
    return current(Optional.of(meanwhile));
  }

  private T current(Optional<T> meanwhile) {
    Optional<T> before;
    CompletableFuture<T> reading;
    lock.lock();
    try {
      boolean fresh = readAt.filter(at -> timing.now().since(at).compareTo(good) < 0).isPresent();
      if (fresh && value.isPresent()) {
        return value.get();
      }
      before = value.or(() -> meanwhile);
      reading = underWay.orElseGet(this::start);
      underWay = Optional.of(reading);
    } finally {
      lock.unlock();
    }
    return before.isPresent() ? soon(reading, before.get()) : reading.join();
  }

  private CompletableFuture<T> start() {
    CompletableFuture<T> reading = new CompletableFuture<>();
    Moment began = timing.now();
    Thread.ofPlatform()
        .daemon()
        .name("patroni-refresh")
        .start(
            () -> {
              try {
                T read = reader.get();
                keep(read, began);
                reading.complete(read);
              } catch (RuntimeException e) {
                reading.completeExceptionally(e);
              }
            });
    return reading;
  }

  private void keep(T read, Moment began) {
    lock.lock();
    try {
      value = Optional.of(read);
      readAt = Optional.of(began);
      underWay = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private T soon(CompletableFuture<T> reading, T otherwise) {
    try {
      return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return otherwise;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }
}
