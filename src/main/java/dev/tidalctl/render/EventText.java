package dev.tidalctl.render;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.StageWords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The events of one run as plain lines: one a transition, with the time that the status before it
 * took. Takes the events in order; keeps no more than each node's status.
 */
public final class EventText {
  /** How much is told. */
  public enum Detail {
    /** Transitions of nodes, and what an operator should know. */
    TRANSITIONS,
    /** Stages within a transition and every change that is sent, too. */
    EVERYTHING
  }

  private record Since(String label, Moment at) {}

  private final Detail detail;
  private final Map<NodeName, Since> statuses = new HashMap<>();

  /** Begins with no node known. */
  public EventText(Detail detail) {
    this.detail = detail;
  }

  /** The event's line, without its end; empty when it is not told. */
  public Optional<String> line(Recorded recorded) {
    return words(recorded).map(text -> Figures.clock(recorded.at().wall()) + " " + text);
  }

  /** The event's words, without its time; empty when it is not told. */
  public Optional<String> words(Recorded recorded) {
    return switch (recorded.event()) {
      case Event.RunStarted(Identity identity, RunTerms terms) ->
          Optional.of(begun(identity, terms));
      case Event.RunResumed(Identity identity, RunTerms terms, var before) ->
          Optional.of(
              begun(identity, terms)
                  + ", resumed after "
                  + before.map(Ending::reason).orElse("its process died"));
      case Event.RunClosed(String owner) -> Optional.of("closed by " + owner);
      case Event.JournalLost(String why) ->
          Optional.of("the journal cannot be kept: " + why + "; nothing more is started");
      case Event.NodesChosen chosen ->
          inDetail("nodes: " + names(chosen.nodes().stream().map(Event.NodeBefore::name).toList()));
      case Event.StageEntered entered -> entered(entered, recorded.at());
      case Event.NodeSkipped(NodeName node, String reason) ->
          Optional.of(node + " skipped: " + reason);
      case Event.LeadershipMoved(NodeName from, NodeName to, long term) ->
          Optional.of("leadership moved from " + from + " to " + to + ", term " + term);
      case Event.Exposed(NodeName node) ->
          Optional.of(
              "warning: clients reach "
                  + node
                  + ", which is held out of service; closing it again");
      case Event.Warned(String text) -> Optional.of("warning: " + text);
      case Event.LeaseLost(String reason) -> Optional.of("lease lost: " + reason);
      case Event.NotProven(NodeName node, String what) ->
          Optional.of(node + " not proven: " + what);
      case Event.StopRequested(Input.Stop how) -> Optional.of(stop(how));
      case Event.StillWaiting(String text) -> Optional.of("waiting: " + text);
      case Event.SoakStarted(Duration length) ->
          Optional.of("watching the cluster for " + Figures.length(length));
      case Event.LeaseTaken(long token) -> inDetail("lease taken, token " + token);
      case Event.LeaseReleased() -> inDetail("lease released");
      case Event.GatePassed passed -> inDetail("all others healthy; next: " + names(passed.next()));
      case Event.Proven(NodeName node, String what) -> inDetail(node + " proven: " + what);
      case Event.EffectStarted(long id, var effect) ->
          inDetail(
              effect.turn().map(node -> node + " ").orElse("")
                  + EffectWords.detail(effect)
                  + " (#"
                  + id
                  + ")");
      case Event.EffectEnded ended -> ended(ended);
      case Event.ServingFloor(int nodes) ->
          inDetail("never fewer than " + Figures.nodes(nodes) + " served");
      case Event.ProbeFailing(var counted, int inRow, String why) ->
          Optional.of(
              "the probe is not answered: "
                  + inRow
                  + " in a row failed ("
                  + why
                  + "); no capacity is taken away until it is");
      case Event.ProbeAnswering(var counted, int inRow) ->
          Optional.of(
              "the probe is answered again, "
                  + inRow
                  + " in a row; "
                  + AvailabilityWords.meanwhile(counted));
      case Event.ProbeMeasured(var counted) -> inDetail("probe: " + AvailabilityWords.of(counted));
      case Event.RunEnded(Ending ending) -> inDetail("ended: " + ending.reason());
      case Event.Observed o -> Optional.empty();
      case Event.ProbeGlimpsed g -> Optional.empty();
    };
  }

  private static String begun(Identity identity, RunTerms terms) {
    return Words.of(identity.kind())
        + " "
        + identity.runId()
        + " of "
        + terms.cluster().name()
        + terms.to().map(version -> " to " + version).orElse("");
  }

  private Optional<String> entered(Event.StageEntered entered, Moment at) {
    NodeUpgradeStatus status = entered.stage().status();
    String label = status.label();
    Optional<Since> before = Optional.ofNullable(statuses.get(entered.node()));
    if (before.filter(since -> since.label().equals(label)).isPresent()) {
      String words = StageWords.of(entered.stage());
      return inDetail(entered.node() + " " + label + (words.isEmpty() ? "" : ": " + words));
    }
    statuses.put(entered.node(), new Since(label, at));
    if (status instanceof NodeUpgradeStatus.Pending && before.isEmpty()) {
      return inDetail(entered.node() + " " + label);
    }
    String took =
        before
            .filter(since -> !since.label().equals("Pending"))
            .map(since -> " (" + since.label() + " " + Figures.length(at.since(since.at())) + ")")
            .orElse("");
    String reason = status instanceof NodeUpgradeStatus.Failed(String why) ? ": " + why : "";
    return Optional.of(entered.node() + " " + label + took + reason);
  }

  private Optional<String> ended(Event.EffectEnded event) {
    EffectWords.Ended ended = EffectWords.ended(event.outcome());
    String text = "#" + event.id() + " " + ended.word();
    return inDetail(ended.detail().isEmpty() ? text : text + ": " + ended.detail());
  }

  private Optional<String> inDetail(String text) {
    return detail == Detail.EVERYTHING ? Optional.of(text) : Optional.empty();
  }

  private static String stop(Input.Stop how) {
    return switch (how) {
      case AFTER_NODE -> "stopping after the node in hand; press Ctrl-C again to stop at once";
      case NOW -> "stopping at once";
      case TERMINATE -> "stopping at once: asked to terminate";
    };
  }

  private static String names(List<NodeName> nodes) {
    return nodes.stream().map(NodeName::value).collect(Collectors.joining(", "));
  }
}
