package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Folds the facts of a run into its {@link History}. */
final class HistoryFold {
  private static final History.Past UNTOUCHED =
      new History.Past(new Stage.Waiting(), 0, Optional.empty(), Optional.empty());

  private final Map<NodeName, Event.NodeBefore> chosen = new LinkedHashMap<>();
  private final Map<NodeName, History.Past> nodes = new LinkedHashMap<>();
  private final Map<Long, Effect> open = new LinkedHashMap<>();
  private final List<String> nonces = new ArrayList<>();
  private Optional<Identity> identity = Optional.empty();
  private Optional<RunTerms> terms = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private OptionalLong token = OptionalLong.empty();
  private Duration longestUpgrade = Duration.ZERO;
  private boolean changed;
  private boolean closed;
  private long lastEffect;

  void accept(Recorded recorded) {
    switch (recorded.event()) {
      case Event.RunStarted(Identity who, RunTerms with) -> begun(who, with);
      case Event.RunResumed(Identity who, RunTerms with, var before) -> begun(who, with);
      case Event.LeaseTaken(long taken) -> {
        token = OptionalLong.of(taken);
        while (nonces.size() > 1) {
          nonces.removeLast();
        }
      }
      case Event.NodesChosen(var asked) -> asked.forEach(n -> chosen.putIfAbsent(n.name(), n));
      case Event.StageEntered(NodeName node, Stage stage) -> entered(node, stage);
      case Event.EffectStarted(long id, Effect effect) -> {
        open.put(id, effect);
        lastEffect = Math.max(lastEffect, id);
      }
      case Event.EffectEnded(long id, Effect effect, Outcome outcome) -> {
        open.remove(id);
        changed |= effect.changes() && outcome.mayHaveChanged();
        if (outcome instanceof Outcome.UpgradeEnded(var end)
            && end.took().compareTo(longestUpgrade) > 0) {
          longestUpgrade = end.took();
        }
      }
      case Event.RunEnded(Ending how) -> ending = Optional.of(how);
      case Event.RunClosed c -> closed = true;
      case Event.LeaseLost e -> {}
      case Event.LeaseReleased e -> {}
      case Event.NodeSkipped e -> {}
      case Event.LeadershipMoved e -> {}
      case Event.Proven e -> {}
      case Event.NotProven e -> {}
      case Event.Exposed e -> {}
      case Event.Warned e -> {}
      case Event.GatePassed e -> {}
      case Event.SoakStarted e -> {}
      case Event.StopRequested e -> {}
      case Event.ServingFloor e -> {}
      case Event.ProbeNews e -> {}
      case Event.Observed e -> {}
      case Event.ProbeGlimpsed e -> {}
      case Event.JournalLost e -> {}
      case Event.StillWaiting e -> {}
    }
  }

  private void begun(Identity who, RunTerms with) {
    changed |= !open.isEmpty();
    open.keySet().removeIf(id -> !(open.get(id) instanceof Effect.RunUpgrade));
    identity = Optional.of(who);
    terms = Optional.of(with);
    ending = Optional.empty();
    nonces.addFirst(with.nonce());
  }

  private void entered(NodeName node, Stage stage) {
    History.Past before = nodes.getOrDefault(node, UNTOUCHED);
    Optional<Stage.Out> out =
        stage instanceof Stage.Out left ? Optional.of(left) : Optional.empty();
    nodes.put(
        node,
        new History.Past(
            stage,
            stage instanceof Stage.RunningCommand(int attempt) ? attempt : before.attempts(),
            out.map(Stage.Out::drainedAs).orElse(before.drainedAs()),
            out.map(Stage.Out::leftAt).orElse(before.leftAt())));
  }

  Optional<History> history(List<Recorded> facts) {
    return terms.map(
        with ->
            new History(
                identity.orElseThrow(),
                with,
                nonces,
                List.copyOf(chosen.values()),
                nodes,
                token,
                List.copyOf(open.values()),
                changed || !open.isEmpty(),
                ending,
                closed,
                longestUpgrade,
                facts.getLast().seq(),
                lastEffect,
                facts));
  }
}
