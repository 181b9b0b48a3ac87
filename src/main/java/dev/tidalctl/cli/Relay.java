package dev.tidalctl.cli;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands a run's events to a sink on a thread of its own, in order. A terminal that Ctrl-S holds, or
 * a pager that is not read on, blocks whoever writes to it: that must not be the run, which has a
 * lease to renew. While the sink is so far behind, glimpses are left out; facts never are.
 */
final class Relay implements EventSink, AutoCloseable {
  private static final int BACKLOG = 1000;

  private final EventSink sink;
  private final BlockingQueue<Optional<Recorded>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile Optional<RuntimeException> bug = Optional.empty();

  private Relay(EventSink sink) {
    this.sink = sink;
    this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::handOn);
  }

  /** Begins to hand on to a sink. */
  static Relay to(EventSink sink) {
    Relay relay = new Relay(sink);
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
   * Waits until the sink has taken all, for as long as whoever reads takes: the run is over.
   *
   * @throws RuntimeException what the sink threw
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

  private void handOn() {
    try {
      Optional<Recorded> next = waiting.take();
      while (next.isPresent()) {
        sink.accept(next.get());
        next = waiting.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      bug = Optional.of(e);
    }
  }
}
