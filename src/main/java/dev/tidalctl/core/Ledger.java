package dev.tidalctl.core;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.time.Duration;
import java.util.List;

/** Numbers the events of a run and hands each to every reader, in order, before it is acted on. */
final class Ledger {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private final List<EventSink> readers;
  private long seq;
  private Moment lastSaid;

  Ledger(List<EventSink> readers, Moment now) {
    this.readers = List.copyOf(readers);
    this.lastSaid = now;
  }

  void record(Event.Fact fact, Moment now) {
    lastSaid = now;
    publish(fact, now);
  }

  void show(Event.Glimpse glimpse, Moment now) {
    publish(glimpse, now);
  }

  /** Says what the run waits for when nothing has been said for 30 s. */
  void heartbeat(String waitingFor, Moment now) {
    if (now.since(lastSaid).compareTo(HEARTBEAT) >= 0) {
      lastSaid = now;
      publish(new Event.StillWaiting(waitingFor), now);
    }
  }

  private void publish(Event event, Moment now) {
    seq++;
    Recorded recorded = new Recorded(seq, now, event);
    readers.forEach(reader -> reader.accept(recorded));
  }
}
