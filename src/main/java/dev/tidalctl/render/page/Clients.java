package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients met: how the probe was answered, and when leadership moved and writes waited. */
final class Clients {
  /**
   * The time between two records of the probe.
   *
   * @param from when the record before was made, or the process began
   * @param until when this one was
   * @param counted in between
   * @param failing whether it ended a time in which the probe was not answered
   * @param seq the event
   */
  record Answers(Instant from, Instant until, Availability counted, boolean failing, long seq) {}

  /**
   * A change of leader: writes may have been held meanwhile.
   *
   * @param from when it was asked for
   * @param until when the new leader was seen, or the last time that is known
   * @param words what happened
   * @param seq the event that asked for it
   */
  record Stall(Instant from, Instant until, String words, long seq) {}

  private record Asked(Instant at, String words, long seq) {}

  private final List<Answers> answers = new ArrayList<>();
  private final List<Stall> stalls = new ArrayList<>();
  private Optional<Asked> asked = Optional.empty();
  private Instant since;
  private boolean failing;

  private Clients(RunStory story) {
    since = story.begun();
    story.events().forEach(this::take);
    asked.ifPresent(a -> stalls.add(new Stall(a.at(), story.lastTold(), a.words(), a.seq())));
  }

  /** What the clients of a run met. */
  static Clients of(RunStory story) {
    return new Clients(story);
  }

  /** The probe's answers, in order; empty when nothing was asked. */
  List<Answers> answers() {
    return List.copyOf(answers);
  }

  /** The changes of leader, in order. */
  List<Stall> stalls() {
    return List.copyOf(stalls);
  }

  private void take(Recorded recorded) {
    Instant at = recorded.at().wall();
    switch (recorded.event()) {
      case Event.RunResumed resumed -> since = at;
      case Event.ProbeNews news -> {
        boolean wasFailing = failing;
        failing = news instanceof Event.ProbeFailing || (failing && measured(news));
        answers.add(new Answers(since, at, news.counted(), wasFailing, recorded.seq()));
        since = at;
      }
      case Event.EffectStarted(long id, Effect.MoveLeadership move) -> {
        if (asked.isEmpty()) {
          String words = "from " + move.handover().from() + " to " + move.handover().to();
          asked = Optional.of(new Asked(at, words, recorded.seq()));
        }
      }
      case Event.LeadershipMoved(NodeName from, NodeName to, long term) -> {
        asked.ifPresent(
            a -> stalls.add(new Stall(a.at(), at, "from " + from + " to " + to, a.seq())));
        asked = Optional.empty();
      }
      default -> {}
    }
  }

  private static boolean measured(Event.ProbeNews news) {
    return news instanceof Event.ProbeMeasured;
  }
}
