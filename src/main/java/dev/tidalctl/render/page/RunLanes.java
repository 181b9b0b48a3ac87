package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds events into the lanes of the run as a whole: who led, and what the tool did itself. */
final class RunLanes {
  private RunLanes() {}

  /** Who led; empty when leadership was not seen to move. */
  static Optional<Lane> leader(RunStory story) {
    List<Lane.Spell> spells = new ArrayList<>();
    Instant since = story.begun();
    Optional<Lane.Spell> last = Optional.empty();
    for (Recorded recorded : story.events()) {
      if (recorded.event() instanceof Event.LeadershipMoved(NodeName from, NodeName to, long t)) {
        Instant at = recorded.at().wall();
        long seq = recorded.seq();
        spells.add(
            new Lane.Spell(
                last.map(Lane.Spell::status).orElse(from.value()),
                since,
                at,
                false,
                last.map(Lane.Spell::seq).orElse(seq)));
        since = at;
        last = Optional.of(new Lane.Spell(to.value(), at, story.lastTold(), true, seq));
      }
    }
    last.ifPresent(spells::add);
    return spells.isEmpty()
        ? Optional.empty()
        : Optional.of(new Lane("leader", spells, List.of(), Optional.empty()));
  }

  /** When a process of the tool was at work, and what concerned no single node. */
  static Lane tool(RunStory story) {
    List<Lane.Spell> spells = new ArrayList<>();
    List<Lane.Note> notes = new ArrayList<>();
    Instant since = story.begun();
    long seq = story.events().getFirst().seq();
    for (Absence absence : Absence.in(story.events())) {
      spells.add(new Lane.Spell("at work", since, absence.from(), false, seq));
      spells.add(
          new Lane.Spell(
              absence.kind().words(), absence.from(), absence.until(), false, absence.seq()));
      since = absence.until();
      seq = absence.seq();
    }
    spells.add(new Lane.Spell("at work", since, story.lastTold(), story.open(), seq));
    story.events().forEach(recorded -> note(recorded).ifPresent(notes::add));
    return new Lane("tidalctl", spells, notes, Optional.empty());
  }

  /** The times of watching the cluster after a batch, as far as they were. */
  static List<Lane.Spell> soaks(RunStory story) {
    List<Lane.Spell> soaks = new ArrayList<>();
    for (Recorded recorded : story.events()) {
      if (recorded.event() instanceof Event.SoakStarted(Duration length) && !length.isZero()) {
        Instant at = recorded.at().wall();
        Instant until = at.plus(length);
        Instant seen = until.isAfter(story.lastTold()) ? story.lastTold() : until;
        soaks.add(new Lane.Spell("soak", at, seen, false, recorded.seq()));
      }
    }
    return soaks;
  }

  private static Optional<Lane.Note> note(Recorded recorded) {
    return switch (recorded.event()) {
      case Event.Warned(String text) -> note(Lane.Kind.WARNED, recorded, text);
      case Event.LeaseLost(String why) -> note(Lane.Kind.FAILED, recorded, "lease lost: " + why);
      case Event.JournalLost(String why) ->
          note(Lane.Kind.FAILED, recorded, "journal lost: " + why);
      case Event.StopRequested s -> note(Lane.Kind.STOP, recorded, "asked to stop");
      case Event.RunClosed(String owner) -> note(Lane.Kind.STOP, recorded, "closed by " + owner);
      case Event.RunEnded(Ending ending) ->
          ending.kind() == Ending.Kind.COMPLETE
              ? note(Lane.Kind.DONE, recorded, "complete")
              : note(Lane.Kind.STOP, recorded, "ended: " + ending.reason());
      default -> Optional.empty();
    };
  }

  private static Optional<Lane.Note> note(Lane.Kind kind, Recorded recorded, String words) {
    return Optional.of(new Lane.Note(kind, recorded.at().wall(), words, recorded.seq()));
  }
}
