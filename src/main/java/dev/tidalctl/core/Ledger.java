package dev.tidalctl.core;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers the events of a run and brings them to those who need them, once a step.
 *
 * <ol>
 *   <li>The events of one step are gathered; their facts are kept by the journal, together.
 *   <li>Then every reader is handed every event, in order; then the step's effects are started.
 *   <li>Facts that could not be kept are handed on all the same, but for effects announced: those
 *       must not be started. After that the journal is left alone: what is in it must not have a
 *       gap.
 * </ol>
 */
final class Ledger {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private record Entry(Event event, Moment at) {}

  private final RunJournal journal;
  private final List<EventSink> readers;
  private final List<Entry> gathered = new ArrayList<>();
  private long seq;
  private Moment lastSaid;
  private Optional<String> lost = Optional.empty();

  Ledger(RunJournal journal, List<EventSink> readers, long lastSeq, Moment now) {
    this.journal = journal;
    this.readers = List.copyOf(readers);
    this.seq = lastSeq;
    this.lastSaid = now;
  }

  void record(Event.Fact fact, Moment now) {
    lastSaid = now;
    gathered.add(new Entry(fact, now));
  }

  void show(Event.Glimpse glimpse, Moment now) {
    gathered.add(new Entry(glimpse, now));
  }

  /** Says what the run waits for when nothing has been said for 30 s. */
  void heartbeat(String waitingFor, Moment now) {
    if (now.since(lastSaid).compareTo(HEARTBEAT) >= 0) {
      lastSaid = now;
      show(new Event.StillWaiting(waitingFor), now);
    }
  }

  /**
   * Keeps and hands on what was gathered. The first time that keeping fails, why: no changing
   * effect that was announced since the last call may be started.
   */
  Optional<String> handOn(Moment now) {
    Optional<String> lostNow = lost.isPresent() ? Optional.empty() : keep();
    if (lostNow.isPresent()) {
      lost = lostNow;
      gathered.removeIf(entry -> entry.event() instanceof Event.EffectStarted);
      show(new Event.JournalLost(lostNow.get()), now);
    }
    List<Recorded> told = numbered(gathered);
    gathered.clear();
    seq += told.size();
    told.forEach(event -> readers.forEach(reader -> reader.accept(event)));
    return lostNow;
  }

  private Optional<String> keep() {
    List<Recorded> facts =
        numbered(gathered).stream().filter(r -> r.event() instanceof Event.Fact).toList();
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    return switch (journal.keep(facts)) {
      case RunJournal.Kept.Safe safe -> Optional.empty();
      case RunJournal.Kept.Lost(String why) -> Optional.of(why);
    };
  }

  private List<Recorded> numbered(List<Entry> entries) {
    List<Recorded> numbered = new ArrayList<>();
    for (Entry entry : entries) {
      numbered.add(new Recorded(seq + numbered.size() + 1, entry.at(), entry.event()));
    }
    return numbered;
  }
}
