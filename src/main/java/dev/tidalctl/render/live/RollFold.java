package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.render.AvailabilityWords;
import dev.tidalctl.render.Figures;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Words;
import dev.tidalctl.render.live.Picture.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Folds the events of a roll, and its looks at the cluster, into the {@link Picture} of it. */
public final class RollFold {
  private static final Duration OLD = Duration.ofSeconds(5);

  private record Begun(Identity identity, RunTerms terms, Moment at, boolean resumed) {}

  private record Soak(Moment since, Duration length) {}

  private record Seen(Snapshot snapshot, Moment at) {}

  private final Function<RunId, String> resume;
  private final Map<NodeName, NodeFold> nodes = new LinkedHashMap<>();
  private final Trends trends = new Trends();
  private final Pace pace = new Pace();
  private Optional<Begun> begun = Optional.empty();
  private Optional<Seen> seen = Optional.empty();
  private Optional<String> waiting = Optional.empty();
  private Optional<Soak> soak = Optional.empty();
  private Optional<Input.Stop> stop = Optional.empty();
  private Optional<String> leaseLost = Optional.empty();
  private Optional<String> journalLost = Optional.empty();
  private Optional<Availability> counted = Optional.empty();
  private Optional<Availability> glimpsed = Optional.empty();
  private boolean ended;
  private int skipped;

  /**
   * Begins with nothing known.
   *
   * @param resume renders the command that goes on with a run
   */
  public RollFold(Function<RunId, String> resume) {
    this.resume = resume;
  }

  /** Takes one event, in order. */
  public void accept(Recorded recorded) {
    Moment at = recorded.at();
    switch (recorded.event()) {
      case Event.RunStarted(Identity who, RunTerms with) ->
          begun = Optional.of(new Begun(who, with, at, false));
      case Event.RunResumed(Identity who, RunTerms with, var before) ->
          begun = Optional.of(new Begun(who, with, at, true));
      case Event.NodesChosen chosen -> chosen.nodes().forEach(n -> node(n.name()).foundAt(n));
      case Event.NodeSkipped s -> skipped++;
      case Event.StageEntered(NodeName name, Stage stage) -> entered(name, stage, at);
      case Event.Observed(Snapshot snapshot) -> {
        seen = Optional.of(new Seen(snapshot, at));
        trends.saw(snapshot, at);
      }
      case Event.StillWaiting(String text) -> waiting = Optional.of(text);
      case Event.SoakStarted(Duration length) -> soak = Optional.of(new Soak(at, length));
      case Event.GatePassed g -> calm();
      case Event.StopRequested(Input.Stop how) -> stop = Optional.of(how);
      case Event.LeaseLost(String why) -> leaseLost = Optional.of(why);
      case Event.JournalLost(String why) -> journalLost = Optional.of(why);
      case Event.ProbeNews news -> {
        counted = Optional.of(counted.map(c -> c.plus(news.counted())).orElse(news.counted()));
        glimpsed = Optional.empty();
      }
      case Event.ProbeGlimpsed(Availability sinceNews) -> glimpsed = Optional.of(sinceNews);
      case Event.RunEnded e -> {
        ended = true;
        calm();
      }
      case Event.RunClosed e -> {}
      case Event.LeaseTaken e -> {}
      case Event.LeaseReleased e -> {}
      case Event.EffectStarted e -> {}
      case Event.EffectEnded e -> {}
      case Event.LeadershipMoved e -> {}
      case Event.Exposed e -> {}
      case Event.Proven e -> {}
      case Event.NotProven e -> {}
      case Event.Warned e -> {}
      case Event.ServingFloor e -> {}
    }
  }

  private void entered(NodeName name, Stage stage, Moment at) {
    node(name).entered(stage, at);
    pace.entered(name, stage, at);
    calm();
  }

  /** What was waited for has come. */
  private void calm() {
    waiting = Optional.empty();
    soak = Optional.empty();
  }

  private NodeFold node(NodeName name) {
    return nodes.computeIfAbsent(name, NodeFold::new);
  }

  /** The picture at this moment; empty before the first event of a run. */
  public Optional<Picture> picture(Moment now) {
    return begun.map(run -> picture(run, now));
  }

  private Picture picture(Begun run, Moment now) {
    NodeFold.Sight sight = new NodeFold.Sight(run.terms(), seen.map(Seen::snapshot), trends);
    return new Picture(
        title(run),
        Optional.of(run.at()),
        seen.map(s -> cluster(run, s.snapshot())),
        nodes.values().stream().map(node -> node.row(sight)).toList(),
        Optional.of(new Picture.Progress(skipped, pace.perNode(), pace.turn(), ended)),
        Optional.of("availability: " + AvailabilityWords.of(measured())),
        notes(now),
        stopping() ? Optional.of(resume.apply(run.identity().runId())) : Optional.empty());
  }

  private static String title(Begun run) {
    return Words.of(run.identity().kind())
        + " "
        + run.identity().runId()
        + " of "
        + run.terms().cluster().name()
        + run.terms().to().map(version -> " to " + version).orElse("")
        + (run.resumed() ? ", resumed" : "");
  }

  private Picture.Cluster cluster(Begun run, Snapshot snapshot) {
    return Picture.Cluster.of(
        snapshot,
        run.terms().policy().minServing(),
        leaseLost.isPresent()
            ? new Note(Tone.BAD, "lease lost")
            : lease(run.identity().runId(), snapshot.lease()));
  }

  private static Note lease(RunId ours, Optional<LeaseHolder> lease) {
    if (lease.isEmpty()) {
      return new Note(Tone.NORMAL, "no lease");
    }
    LeaseHolder holder = lease.get();
    boolean own = holder.runId().equals(ours);
    return new Note(
        own ? Tone.NORMAL : Tone.BAD,
        (own ? "lease" : "lease of " + holder.owner())
            + (holder.abandoned() ? " ran out " : " until ")
            + Figures.clock(holder.expiresAt()));
  }

  private List<Note> notes(Moment now) {
    List<Note> notes = new ArrayList<>();
    leaseLost.ifPresent(why -> notes.add(new Note(Tone.BAD, "lease lost: " + why)));
    journalLost.ifPresent(why -> notes.add(new Note(Tone.BAD, "journal lost: " + why)));
    if (!ended) {
      seen.map(s -> now.since(s.at()))
          .filter(age -> age.compareTo(OLD) > 0)
          .ifPresent(
              age ->
                  notes.add(
                      new Note(Tone.BAD, "last look at the cluster " + Spell.of(age) + " ago")));
      stop.ifPresent(how -> notes.add(new Note(Tone.MOVING, words(how))));
      waiting.ifPresent(text -> notes.add(new Note(Tone.MOVING, "waiting: " + text)));
      meanwhile(now).ifPresent(text -> notes.add(new Note(Tone.NORMAL, text)));
    }
    return notes;
  }

  /** What is done while no node is in hand. */
  private Optional<String> meanwhile(Moment now) {
    if (soak.isPresent()) {
      Duration length = soak.get().length();
      Duration gone = now.since(soak.get().since());
      Duration shown = gone.compareTo(length) < 0 ? gone : length;
      return Optional.of("watching the cluster: " + Spell.of(shown) + " of " + Spell.of(length));
    }
    boolean between = nodes.values().stream().noneMatch(NodeFold::inHand);
    return between && !nodes.isEmpty() && waiting.isEmpty()
        ? Optional.of("looking whether the cluster is fit to go on")
        : Optional.empty();
  }

  private boolean stopping() {
    return stop.isPresent() && !ended;
  }

  private static String words(Input.Stop how) {
    return switch (how) {
      case AFTER_NODE -> "stopping after the node in hand; Ctrl-C again stops at once";
      case NOW -> "stopping at once";
      case TERMINATE -> "stopping at once: asked to terminate";
    };
  }

  private Optional<Availability> measured() {
    return counted.isPresent() && glimpsed.isPresent()
        ? Optional.of(counted.get().plus(glimpsed.get()))
        : counted.or(() -> glimpsed);
  }
}
