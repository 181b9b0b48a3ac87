package dev.tidalctl.core;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Folds the events of a run into its report; nothing in a report comes from anywhere else. */
public final class ReportFold implements EventSink {
  private final Map<NodeName, NodeFold> nodes = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Instant> resumedAt = new ArrayList<>();
  private final Set<Long> underWay = new HashSet<>();
  private Optional<Identity> identity = Optional.empty();
  private Optional<RunTerms> terms = Optional.empty();
  private Optional<Moment> startedAt = Optional.empty();
  private Optional<Moment> endedAt = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private OptionalInt floor = OptionalInt.empty();
  private Optional<Availability> availability = Optional.empty();
  private boolean changed;

  /** An empty report; it needs a run's first event before it can be read. */
  public ReportFold() {}

  @Override
  public void accept(Recorded recorded) {
    switch (recorded.event()) {
      case Event.RunStarted(Identity who, RunTerms with) -> begun(who, with, recorded.at());
      case Event.RunResumed(Identity who, RunTerms with, var before) -> {
        begun(who, with, recorded.at());
        resumedAt.add(recorded.at().wall());
      }
      case Event.NodesChosen(var chosen) ->
          chosen.forEach(n -> nodes.putIfAbsent(n.name(), new NodeFold(n.version())));
      case Event.StageEntered(NodeName node, Stage stage) -> of(node).entered(stage, recorded.at());
      case Event.EffectStarted(long id, Effect effect) -> underWay.add(id);
      case Event.EffectEnded(long id, Effect effect, Outcome outcome) -> {
        underWay.remove(id);
        changed |= effect.changes() && outcome.mayHaveChanged();
        if (outcome instanceof Outcome.UpgradeEnded(var end)) {
          effect.turn().ifPresent(node -> of(node).upgraded(end.took(), recorded.at()));
        }
      }
      case Event.Proven(NodeName node, String what) -> of(node).notes.add(what);
      case Event.NotProven(NodeName node, String what) -> of(node).notes.add(what);
      case Event.Exposed(NodeName node) -> of(node).exposures++;
      case Event.Warned(String text) -> warnings.add(text);
      case Event.SoakStarted(Duration length) ->
          nodes.values().forEach(fold -> fold.soaked(length));
      case Event.ServingFloor(int fewest) -> floor = OptionalInt.of(fewest);
      case Event.ProbeNews news ->
          availability =
              Optional.of(availability.map(a -> a.plus(news.counted())).orElse(news.counted()));
      case Event.RunEnded(Ending how) -> {
        ending = Optional.of(how);
        endedAt = Optional.of(recorded.at());
      }
      case Event.LeaseTaken e -> {}
      case Event.LeaseLost e -> {}
      case Event.LeaseReleased e -> {}
      case Event.NodeSkipped e -> {}
      case Event.RunClosed e -> {}
      case Event.LeadershipMoved e -> {}
      case Event.GatePassed e -> {}
      case Event.StopRequested e -> {}
      case Event.JournalLost(String why) -> warnings.add("the journal was lost: " + why);
      case Event.Observed e -> {}
      case Event.ProbeGlimpsed e -> {}
      case Event.StillWaiting e -> {}
    }
  }

  /**
   * The report so far.
   *
   * @throws java.util.NoSuchElementException before the run's first event
   */
  public RunReport report() {
    RunTerms run = terms.orElseThrow();
    return new RunReport(
        identity.orElseThrow().runId(),
        identity.orElseThrow().kind(),
        run.cluster().name(),
        ending,
        changed || !underWay.isEmpty(),
        startedAt.orElseThrow().wall(),
        endedAt.map(Moment::wall),
        floor,
        nodes.entrySet().stream().map(e -> e.getValue().report(e.getKey(), run.to())).toList(),
        availability,
        warnings,
        resumedAt);
  }

  private void begun(Identity who, RunTerms with, Moment at) {
    changed |= !underWay.isEmpty();
    identity = Optional.of(who);
    terms = Optional.of(with);
    startedAt = startedAt.or(() -> Optional.of(at));
    ending = Optional.empty();
    endedAt = Optional.empty();
  }

  private NodeFold of(NodeName node) {
    return nodes.computeIfAbsent(node, n -> new NodeFold(Optional.empty()));
  }

  /** One node's part. */
  private static final class NodeFold {
    private final Optional<Version> from;
    private final Map<Span, Duration> spans = new EnumMap<>(Span.class);
    private final List<String> notes = new ArrayList<>();
    private NodeUpgradeStatus status = new NodeUpgradeStatus.Pending();
    private Optional<Moment> since = Optional.empty();
    private Span span = Span.DRAIN;
    private int exposures;

    NodeFold(Optional<Version> from) {
      this.from = from;
    }

    void entered(Stage stage, Moment at) {
      if (status.ended() && stage.ended()) {
        return;
      }
      boolean upgrading = status instanceof NodeUpgradeStatus.Upgrading;
      status = stage.status();
      if (since.isEmpty()) {
        since = Optional.of(at);
      }
      switch (status) {
        case NodeUpgradeStatus.Drained d -> close(at);
        case NodeUpgradeStatus.Complete c -> close(at);
        case NodeUpgradeStatus.Failed f -> {
          if (!upgrading) {
            close(at);
          }
        }
        case NodeUpgradeStatus.Rejoining r -> span = Span.REJOIN;
        case NodeUpgradeStatus.Pending p -> {}
        case NodeUpgradeStatus.Draining d -> {}
        case NodeUpgradeStatus.Upgrading u -> {}
      }
    }

    void upgraded(Duration took, Moment at) {
      spans.put(Span.UPGRADE, took);
      span = Span.REJOIN;
      since = Optional.of(at);
    }

    void soaked(Duration length) {
      if (status.ended() && !spans.containsKey(Span.SOAK)) {
        spans.put(Span.SOAK, length);
      }
    }

    private void close(Moment at) {
      since.ifPresent(from -> spans.putIfAbsent(span, at.since(from)));
    }

    NodeReport report(NodeName name, Optional<Version> to) {
      List<String> told = new ArrayList<>(notes);
      if (exposures > 0) {
        told.add(
            "clients reached it while it was held out of service, "
                + (exposures == 1 ? "once" : exposures + " times")
                + "; it was closed again");
      }
      return new NodeReport(name, status, from, to, spans, told);
    }
  }
}
