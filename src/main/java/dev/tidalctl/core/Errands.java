package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The effects under way. A changing one, or a hook, is recorded before anybody may start it. */
final class Errands {
  /** An effect under way, or about to be. */
  record Errand(long id, Effect effect, Moment startedAt) {}

  private final Ledger ledger;
  private final Map<Long, Errand> underWay = new LinkedHashMap<>();
  private final List<Errand> toStart = new ArrayList<>();
  private long lastId;

  Errands(Ledger ledger, long lastId) {
    this.ledger = ledger;
    this.lastId = lastId;
  }

  Errand start(Effect effect, Moment now) {
    lastId++;
    Errand errand = new Errand(lastId, effect, now);
    if (effect.recorded()) {
      ledger.record(new Event.EffectStarted(errand.id(), effect), now);
    }
    underWay.put(errand.id(), errand);
    toStart.add(errand);
    return errand;
  }

  /** Takes an ended effect off the list; empty when it was not on it. */
  Optional<Errand> ended(long id) {
    return Optional.ofNullable(underWay.remove(id));
  }

  boolean any(Predicate<Effect> which) {
    return underWay.values().stream().map(Errand::effect).anyMatch(which);
  }

  /** Whether a request that changes something is under way; an operator's command is none. */
  boolean anyUnanswered() {
    return any(
        e -> e.changes() && !(e instanceof Effect.RunUpgrade || e instanceof Effect.RunHook));
  }

  /**
   * Whether something is under way with a node. Closing it again is no step of its turn, and yet
   * counts: done beside a change of its routing, it might close what that has just opened.
   */
  boolean busy(NodeName node) {
    return any(
        e ->
            e.turn().equals(Optional.of(node))
                || (e instanceof Effect.CloseAgain close && close.node().equals(node)));
  }

  /** Whether all that is to be started is a look that is answered at once. */
  boolean onlyLookAtOnce() {
    return !toStart.isEmpty()
        && toStart.stream()
            .allMatch(e -> e.effect() instanceof Effect.Look look && look.after().isEmpty());
  }

  /** The highest id given out so far. */
  long lastId() {
    return lastId;
  }

  /** Forgets the changing effects that nobody has started yet: they never will be. */
  void withhold() {
    List<Errand> changing = toStart.stream().filter(e -> e.effect().changes()).toList();
    toStart.removeAll(changing);
    changing.forEach(e -> underWay.remove(e.id()));
  }

  /** The effects to be started now; each is handed out once. */
  List<Errand> handOut() {
    List<Errand> out = List.copyOf(toStart);
    toStart.clear();
    return out;
  }
}
