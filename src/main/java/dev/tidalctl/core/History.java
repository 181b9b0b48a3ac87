package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the facts of a run's journal say of it: all that another process needs to go on.
 *
 * @param identity who began or resumed it last
 * @param terms what it was begun or resumed with last
 * @param nonces those under which its lease may be held, the latest first
 * @param chosen the nodes asked for, with the version seen first
 * @param nodes where it stood with each
 * @param token the last fencing token that it had
 * @param underWay changing effects that were started and not seen to end
 * @param changed whether it changed the cluster, or may have
 * @param ending how its last process ended; empty when that was killed or died
 * @param closed whether it was given up
 * @param longestUpgrade how long its longest upgrade command took, zero before the first
 * @param lastSeq the number of its last fact
 * @param lastEffect the highest number of an effect
 * @param facts all of them
 */
public record History(
    Identity identity,
    RunTerms terms,
    List<String> nonces,
    List<Event.NodeBefore> chosen,
    Map<NodeName, Past> nodes,
    OptionalLong token,
    List<Effect> underWay,
    boolean changed,
    Optional<Ending> ending,
    boolean closed,
    Duration longestUpgrade,
    long lastSeq,
    long lastEffect,
    List<Recorded> facts) {
  /** Keeps its own copies. */
  public History {
    nonces = List.copyOf(nonces);
    chosen = List.copyOf(chosen);
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    underWay = List.copyOf(underWay);
    facts = List.copyOf(facts);
  }

  /** The nodes that it has worked on, and not only seen. */
  Set<NodeName> worked() {
    Set<NodeName> worked = new LinkedHashSet<>();
    for (Recorded fact : facts) {
      if (fact.event() instanceof Event.StageEntered(NodeName node, Stage stage)
          && stage.isWork()) {
        worked.add(node);
      }
    }
    return worked;
  }

  /** The nodes whose hook afterNode was seen to succeed since they were last worked on. */
  Set<NodeName> followed() {
    Set<NodeName> followed = new LinkedHashSet<>();
    for (Recorded fact : facts) {
      switch (fact.event()) {
        case Event.StageEntered(NodeName node, Stage stage) when stage.isWork() ->
            followed.remove(node);
        case Event.EffectEnded(long id, Effect.RunHook(HookJob job), Outcome outcome)
            when job.hook() == Hook.AFTER_NODE && Hooks.succeeded(outcome) ->
            job.node().ifPresent(followed::add);
        case Event other -> {}
      }
    }
    return followed;
  }

  /** Whether it begins with the run itself, not with a resume that had no journal. */
  boolean whole() {
    return facts.stream().anyMatch(r -> r.event() instanceof Event.RunStarted);
  }

  /**
   * Where the run stood with one node.
   *
   * @param stage the stage that it entered last
   * @param attempts how many upgrade commands were, or may have been, started on it
   * @param drainedAs its incarnation when it was taken out, where it was
   * @param leftAt what it had applied then
   */
  public record Past(
      Stage stage, int attempts, Optional<Incarnation> drainedAs, Optional<Position> leftAt) {}

  /**
   * Folds facts.
   *
   * @param facts of one run, in order
   * @return empty when they do not say what the run was begun with
   */
  public static Optional<History> of(List<Recorded> facts) {
    HistoryFold fold = new HistoryFold();
    facts.forEach(fold::accept);
    return fold.history(facts);
  }

  /**
   * Whether something is left to be resumed: its process died, or ended before all was done and
   * after something had been changed.
   */
  public boolean unfinished() {
    if (closed) {
      return false;
    }
    return ending.map(e -> changed && !e.fulfilled()).orElse(true);
  }

  /** Whether a node of it is Failed. */
  public boolean anyFailed() {
    return nodes.values().stream().anyMatch(History::failed);
  }

  private static boolean failed(Past past) {
    return past.stage() instanceof Stage.Broken(Failure failure)
        && failure.kind() != Failure.Kind.INTERRUPTED;
  }

  /** Its report. */
  public RunReport report() {
    ReportFold fold = new ReportFold();
    Moment beginning = new Moment(Duration.ZERO, facts.getFirst().at().wall());
    retold(beginning).forEach(fold::accept);
    return fold.report();
  }

  /** Its facts, their times by the clocks of one process, though several had it. */
  public List<Recorded> retold(Moment here) {
    return facts.stream().map(r -> new Recorded(r.seq(), r.at().as(here), r.event())).toList();
  }
}
