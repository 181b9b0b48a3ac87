package dev.tidalctl.cli;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands a run's events to a display on a thread of its own, in order, and has it refreshed when
 * there are none. A terminal that Ctrl-S holds, or a pager that is not read on, blocks whoever
 * writes to it: that must not be the run, which has a lease to renew. While the display is so far
 * behind, glimpses are left out; facts never are.
 */
final class Relay implements EventSink, AutoCloseable {
  private static final int BACKLOG = 1000;
  private static final Duration BETWEEN_REFRESHES = Duration.ofMillis(200);

  private final Display display;
  private final BlockingQueue<Optional<Recorded>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile Optional<RuntimeException> bug = Optional.empty();

  private Relay(Display display) {
    this.display = display;
    this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::handOn);
  }

  /** Begins to hand on to a display, and closes it in the end. */
  static Relay to(Display display) {
    Relay relay = new Relay(display);
    relay.thread.start();
    return relay;
  }

  /** Takes one event; never blocks. */
  @Override
  public void accept(Recorded event) {
    boolean behind = waiting.size() >= BACKLOG;
    if (!(behind && event.event() instanceof Event.Glimpse)) {
      waiting.add(Optional.of(event));
    }
  }

  /**
   * Waits until the display has taken all, for as long as whoever reads takes: the run is over.
   *
   * @throws RuntimeException what the display threw
   */
  @Override
  public void close() {
    waiting.add(Optional.empty());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bug.ifPresent(
        thrown -> {
          throw thrown;
        });
  }

  /**
   * Waits until the sink has taken all, but not for long: for a sink that nobody is to wait for,
   * nor to fail by.
   *
   * @param patience how long
   * @return what went wrong, if anything did
   */
  Optional<String> closeWithin(Duration patience) {
    waiting.add(Optional.empty());
    try {
      if (!thread.join(patience)) {
        return Optional.of("it does not come to an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return bug.map(RuntimeException::toString);
  }

  private void handOn() {
    try (display) {
      Optional<Recorded> next = next();
      while (next.isPresent()) {
        display.take(next.get());
        next = next();
      }
      display.refresh();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      bug = Optional.of(e);
    }
  }

  private Optional<Recorded> next() throws InterruptedException {
    while (true) {
      Optional<Recorded> next = waiting.poll(BETWEEN_REFRESHES.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
      display.refresh();
    }
  }
}
