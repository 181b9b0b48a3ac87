package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Version;
import java.util.Locale;
import java.util.Optional;

/** One event of a run as the JSON object {@code Event}, for {@code -o ndjson}. */
public final class EventJson {
  private EventJson() {}

  /**
   * The object: {@code seq}, {@code at}, {@code event} and the event's own fields. Empty for looks
   * at the cluster, of which there are many a second, and for glimpses at the probe.
   */
  public static Optional<ObjectNode> of(Recorded recorded) {
    ObjectNode json = JsonDocument.of("Event").put("seq", recorded.seq());
    JsonDocument.put(json, "at", recorded.at().wall());
    return switch (recorded.event()) {
      case Event.Observed o -> Optional.empty();
      case Event.ProbeGlimpsed g -> Optional.empty();
      case Event.RunStarted(Identity identity, RunTerms terms) ->
          Optional.of(begun(json.put("event", "RunStarted"), identity, terms));
      case Event.RunResumed(Identity identity, RunTerms terms, var before) ->
          Optional.of(
              JsonDocument.put(
                  begun(json.put("event", "RunResumed"), identity, terms),
                  "before",
                  before.map(ending -> word(ending.kind()))));
      case Event.RunClosed(String owner) ->
          Optional.of(json.put("event", "RunClosed").put("owner", owner));
      case Event.JournalLost(String why) ->
          Optional.of(json.put("event", "JournalLost").put("why", why));
      case Event.NodesChosen chosen -> Optional.of(chosen(json, chosen));
      case Event.LeaseTaken(long token) ->
          Optional.of(json.put("event", "LeaseTaken").put("token", token));
      case Event.LeaseLost(String reason) ->
          Optional.of(json.put("event", "LeaseLost").put("reason", reason));
      case Event.LeaseReleased() -> Optional.of(json.put("event", "LeaseReleased"));
      case Event.NodeSkipped(NodeName node, String reason) ->
          Optional.of(of(json, "NodeSkipped", node).put("reason", reason));
      case Event.StageEntered entered -> Optional.of(stage(json, entered));
      case Event.EffectStarted(long id, Effect effect) ->
          Optional.of(effect(json.put("event", "EffectStarted"), id, effect));
      case Event.EffectEnded ended -> Optional.of(ended(json, ended));
      case Event.LeadershipMoved(NodeName from, NodeName to, long term) ->
          Optional.of(
              json.put("event", "LeadershipMoved")
                  .put("from", from.value())
                  .put("to", to.value())
                  .put("term", term));
      case Event.Exposed(NodeName node) -> Optional.of(of(json, "Exposed", node));
      case Event.Proven(NodeName node, String what) ->
          Optional.of(of(json, "Proven", node).put("what", what));
      case Event.NotProven(NodeName node, String what) ->
          Optional.of(of(json, "NotProven", node).put("what", what));
      case Event.Warned(String text) -> Optional.of(json.put("event", "Warned").put("text", text));
      case Event.GatePassed passed -> {
        ArrayNode next = json.put("event", "GatePassed").putArray("next");
        passed.next().forEach(node -> next.add(node.value()));
        yield Optional.of(json);
      }
      case Event.SoakStarted(var length) ->
          Optional.of(json.put("event", "SoakStarted").put("seconds", Figures.seconds(length)));
      case Event.StopRequested(Input.Stop how) ->
          Optional.of(json.put("event", "StopRequested").put("how", word(how)));
      case Event.ServingFloor(int nodes) ->
          Optional.of(json.put("event", "ServingFloor").put("nodes", nodes));
      case Event.ProbeFailing(var counted, int inRow, String why) ->
          Optional.of(
              AvailabilityWords.put(
                  json.put("event", "ProbeFailing").put("inRow", inRow).put("why", why), counted));
      case Event.ProbeAnswering(var counted, int inRow) ->
          Optional.of(
              AvailabilityWords.put(
                  json.put("event", "ProbeAnswering").put("inRow", inRow), counted));
      case Event.ProbeMeasured(var counted) ->
          Optional.of(AvailabilityWords.put(json.put("event", "ProbeMeasured"), counted));
      case Event.RunEnded(Ending ending) ->
          Optional.of(
              json.put("event", "RunEnded")
                  .put("ending", word(ending.kind()))
                  .put("reason", ending.reason()));
      case Event.StillWaiting(String text) ->
          Optional.of(json.put("event", "StillWaiting").put("text", text));
    };
  }

  private static ObjectNode of(ObjectNode json, String event, NodeName node) {
    return json.put("event", event).put("node", node.value());
  }

  private static ObjectNode begun(ObjectNode json, Identity identity, RunTerms terms) {
    json.put("runId", identity.runId().value());
    json.put("run", Words.of(identity.kind()));
    json.put("owner", identity.owner());
    json.put("host", identity.host());
    json.put("cluster", terms.cluster().name());
    return JsonDocument.put(json, "toVersion", terms.to().map(Version::value));
  }

  private static ObjectNode chosen(ObjectNode json, Event.NodesChosen chosen) {
    ArrayNode nodes = json.put("event", "NodesChosen").putArray("nodes");
    chosen
        .nodes()
        .forEach(
            node ->
                JsonDocument.put(
                    nodes.addObject().put("name", node.name().value()),
                    "version",
                    node.version().map(Version::value)));
    return json;
  }

  private static ObjectNode stage(ObjectNode json, Event.StageEntered entered) {
    of(json, "StageEntered", entered.node());
    StatusJson.putStatus(json, entered.stage().status());
    return json.put("stage", entered.stage().getClass().getSimpleName());
  }

  private static ObjectNode effect(ObjectNode json, long id, Effect effect) {
    json.put("id", id).put("effect", EffectWords.name(effect));
    effect.turn().ifPresent(node -> json.put("node", node.value()));
    return json.put("detail", EffectWords.detail(effect));
  }

  private static ObjectNode ended(ObjectNode json, Event.EffectEnded event) {
    EffectWords.Ended ended = EffectWords.ended(event.outcome());
    effect(json.put("event", "EffectEnded"), event.id(), event.effect());
    json.put("outcome", ended.word());
    return ended.detail().isEmpty() ? json : json.put("why", ended.detail());
  }

  private static String word(Ending.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String word(Input.Stop how) {
    return switch (how) {
      case AFTER_NODE -> "after-node";
      case NOW -> "now";
      case TERMINATE -> "terminate";
    };
  }
}
