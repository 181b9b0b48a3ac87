package dev.tidalctl.render.page;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.render.EffectWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folds events into a lane a node: those whose turn came first stand first. */
final class NodeLanes {
  private final Map<NodeName, Growing> lanes = new LinkedHashMap<>();

  private NodeLanes() {}

  /** The lanes of a run. */
  static List<Lane> of(RunStory story) {
    NodeLanes fold = new NodeLanes();
    story.events().forEach(fold::take);
    return fold.lanes.entrySet().stream()
        .map(e -> e.getValue().lane(e.getKey(), story.lastTold()))
        .sorted(Comparator.comparing(lane -> lane.begun().orElse(Instant.MAX)))
        .toList();
  }

  private void take(Recorded recorded) {
    Instant at = recorded.at().wall();
    switch (recorded.event()) {
      case Event.NodesChosen chosen -> chosen.nodes().forEach(node -> of(node.name()));
      case Event.NodeSkipped(NodeName node, String why) -> of(node).skipped = Optional.of(why);
      case Event.StageEntered(NodeName node, Stage stage) ->
          of(node).entered(stage, at, recorded.seq());
      case Event.EffectEnded(long id, Effect effect, Outcome outcome) ->
          effect
              .turn()
              .filter(node -> !done(outcome))
              .ifPresent(
                  node ->
                      of(node).note(Lane.Kind.RETRY, at, words(effect, outcome), recorded.seq()));
      case Event.Exposed(NodeName node) ->
          of(node)
              .note(
                  Lane.Kind.WARNED,
                  at,
                  "clients reached it while it was held out of service",
                  recorded.seq());
      case Event.NotProven(NodeName node, String what) ->
          of(node).note(Lane.Kind.WARNED, at, "not proven: " + what, recorded.seq());
      default -> {}
    }
  }

  private Growing of(NodeName node) {
    return lanes.computeIfAbsent(node, n -> new Growing());
  }

  private static boolean done(Outcome outcome) {
    return outcome instanceof Outcome.UpgradeEnded(CommandEnd end)
        ? end.how() instanceof CommandEnd.How.Exited(int status) && status == 0
        : outcome.asked().filter(reply -> !(reply instanceof Reply.Ok<?>)).isEmpty();
  }

  private static String words(Effect effect, Outcome outcome) {
    EffectWords.Ended ended = EffectWords.ended(outcome);
    return EffectWords.name(effect)
        + " "
        + ended.word()
        + (ended.detail().isEmpty() ? "" : ": " + ended.detail());
  }

  /** A lane in the making. */
  private static final class Growing {
    private final List<Lane.Spell> spells = new ArrayList<>();
    private final List<Lane.Note> notes = new ArrayList<>();
    private Optional<String> skipped = Optional.empty();
    private Optional<Lane.Spell> open = Optional.empty();

    void entered(Stage stage, Instant at, long seq) {
      if (stage instanceof Stage.RunningCommand(int attempt) && attempt > 1) {
        note(Lane.Kind.RETRY, at, "upgrade attempt " + attempt, seq);
      }
      NodeUpgradeStatus status = stage.status();
      String label = status.label();
      if (open.filter(spell -> spell.status().equals(label)).isPresent()) {
        return;
      }
      close(at);
      switch (status) {
        case NodeUpgradeStatus.Complete c -> ended(Lane.Kind.DONE, at, label, seq);
        case NodeUpgradeStatus.Failed(String why) ->
            ended(Lane.Kind.FAILED, at, "Failed: " + why, seq);
        case NodeUpgradeStatus.Pending p -> {}
        case NodeUpgradeStatus.Draining d -> begin(label, at, seq);
        case NodeUpgradeStatus.Drained d -> begin(label, at, seq);
        case NodeUpgradeStatus.Upgrading u -> begin(label, at, seq);
        case NodeUpgradeStatus.Rejoining r -> begin(label, at, seq);
      }
    }

    void note(Lane.Kind kind, Instant at, String words, long seq) {
      notes.add(new Lane.Note(kind, at, words, seq));
    }

    private void begin(String label, Instant at, long seq) {
      open = Optional.of(new Lane.Spell(label, at, at, true, seq));
    }

    private void ended(Lane.Kind kind, Instant at, String words, long seq) {
      boolean again = notes.stream().anyMatch(n -> n.kind() == kind && n.words().equals(words));
      if (!again) {
        note(kind, at, words, seq);
      }
    }

    private void close(Instant at) {
      open.ifPresent(s -> spells.add(new Lane.Spell(s.status(), s.from(), at, false, s.seq())));
      open = Optional.empty();
    }

    Lane lane(NodeName name, Instant last) {
      List<Lane.Spell> all = new ArrayList<>(spells);
      open.ifPresent(s -> all.add(new Lane.Spell(s.status(), s.from(), last, true, s.seq())));
      return new Lane(name.value(), all, notes, skipped);
    }
  }
}
