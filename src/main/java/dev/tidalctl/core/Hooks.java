package dev.tidalctl.core;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's commands around nodes, one at a time. Each is run <em>at least once</em>: one that
 * was not seen to succeed, by this process or in the run's journal, is run again.
 *
 * <ol>
 *   <li>{@code beforeNode}, when the gate has let the node pass and before anything of it is
 *       changed. Then the gate is passed once more: the cluster may have changed meanwhile.
 *   <li>{@code afterNode}, when a node that the run has worked on is Complete and has soaked; also
 *       on a resume, where the process before did not see it succeed.
 *   <li>When one of these fails, the run ends before the next node is touched.
 *   <li>{@code onFailure}, when the run ends so that somebody must look; {@code onComplete}, when
 *       it ends well. The run ends so whatever comes of them; a failure is a warning.
 * </ol>
 */
final class Hooks {
  private final Settings settings;
  private final Order order;
  private final Ledger ledger;
  private final Errands errands;
  private final boolean resumed;
  private final Set<NodeName> prepared = new HashSet<>();
  private final Set<NodeName> followed;
  private final Set<Hook> told = new HashSet<>();
  private Optional<String> failure = Optional.empty();

  /**
   * For one run.
   *
   * @param history what its journal says, on a resume
   */
  Hooks(
      Settings settings,
      Order order,
      Ledger ledger,
      Errands errands,
      boolean resumed,
      Optional<History> history) {
    this.settings = settings;
    this.order = order;
    this.ledger = ledger;
    this.errands = errands;
    this.resumed = resumed;
    this.followed = new HashSet<>(history.map(History::followed).orElse(Set.of()));
  }

  /** The nodes of a batch that must not be touched before their hook has succeeded. */
  List<NodeName> owedBefore(Collection<NodeName> batch) {
    return named(Hook.BEFORE_NODE)
        ? batch.stream().filter(name -> !prepared.contains(name)).toList()
        : List.of();
  }

  /** Of the nodes that the run has brought to Complete, those whose hook has not succeeded yet. */
  List<NodeName> owedAfter(Collection<NodeName> complete) {
    return named(Hook.AFTER_NODE)
        ? complete.stream().filter(name -> !followed.contains(name)).toList()
        : List.of();
  }

  /** What is still to be run of this stage. */
  Optional<NodeName> next(RunStage.Hooking stage) {
    Set<NodeName> done = stage.hook() == Hook.BEFORE_NODE ? prepared : followed;
    return stage.nodes().stream().filter(name -> !done.contains(name)).findFirst();
  }

  boolean running() {
    return errands.any(Effect.RunHook.class::isInstance);
  }

  /** Why the run must not go on, when a hook has failed. */
  Optional<String> failure() {
    return failure;
  }

  void start(Hook hook, NodeName node, Snapshot snapshot, Moment now) {
    errands.start(
        new Effect.RunHook(
            job(hook, Optional.of(node), Optional.of(snapshot), Optional.empty(), "")),
        now);
  }

  /**
   * Tells how the run ends, once; what to wait for until that is done.
   *
   * @param changed whether the run has changed anything
   * @param node whom it is about, where a node failed
   */
  Optional<String> tell(
      Ending ending,
      boolean changed,
      Optional<NodeName> node,
      Optional<Snapshot> seen,
      Moment now) {
    Optional<Hook> hook = notice(ending, changed).filter(this::named);
    if (hook.isEmpty()) {
      return Optional.empty();
    }
    if (told.add(hook.get())) {
      Optional<NodeName> about = node.filter(n -> hook.get() == Hook.ON_FAILURE);
      errands.start(
          new Effect.RunHook(
              job(hook.get(), about, seen, Optional.of(ending.kind()), ending.reason())),
          now);
    }
    return running() ? Optional.of("hooks." + hook.get().word() + " to end") : Optional.empty();
  }

  void ended(HookJob job, CommandEnd end, Moment now) {
    Optional<String> wrong = wrong(end).map(how -> job.words() + " " + how + seeing(end));
    switch (job.hook()) {
      case BEFORE_NODE -> job.node().filter(n -> wrong.isEmpty()).ifPresent(prepared::add);
      case AFTER_NODE -> job.node().filter(n -> wrong.isEmpty()).ifPresent(followed::add);
      case ON_FAILURE, ON_COMPLETE ->
          wrong.ifPresent(what -> ledger.record(new Event.Warned(what), now));
    }
    if (job.hook().gates()) {
      failure = failure.or(() -> wrong);
    }
  }

  /** Whether the outcome is that of a hook which did what it should. */
  static boolean succeeded(Outcome outcome) {
    return outcome instanceof Outcome.HookEnded(CommandEnd end) && wrong(end).isEmpty();
  }

  private boolean named(Hook hook) {
    return order instanceof Order.Roll && settings.hooks().contains(hook);
  }

  private Optional<Hook> notice(Ending ending, boolean changed) {
    return switch (ending.kind()) {
      case COMPLETE -> Optional.of(Hook.ON_COMPLETE);
      case NOTHING_TO_DO -> Optional.of(Hook.ON_COMPLETE).filter(hook -> resumed);
      case FAILED, UNKNOWN, TIMED_OUT -> Optional.of(Hook.ON_FAILURE);
      case LEASE -> Optional.of(Hook.ON_FAILURE).filter(hook -> changed);
      case REFUSED, UNREACHABLE, STOPPED, INTERRUPTED, TERMINATED -> Optional.empty();
    };
  }

  private HookJob job(
      Hook hook,
      Optional<NodeName> node,
      Optional<Snapshot> seen,
      Optional<Ending.Kind> ending,
      String reason) {
    Optional<NodeView> view = node.flatMap(name -> seen.flatMap(s -> s.node(name)));
    Optional<Version> to = order instanceof Order.Roll roll ? roll.to() : Optional.empty();
    return new HookJob(
        hook,
        settings.identity().runId(),
        node,
        node.isPresent() && seen.filter(s -> s.isLeader(node.get())).isPresent(),
        view.flatMap(NodeView::version),
        to,
        ending,
        reason);
  }

  private static Optional<String> wrong(CommandEnd end) {
    return switch (end.how()) {
      case CommandEnd.How.Exited(int status) ->
          status == 0
              ? Optional.empty()
              : Optional.of("failed: it ended with exit status " + status);
      case CommandEnd.How.TimedOut(var limit) ->
          Optional.of("failed: it did not end within " + Words.of(limit) + ", and was killed");
      case CommandEnd.How.NotStarted(String why) -> Optional.of("could not be started: " + why);
      case CommandEnd.How.Unknown(String why) -> Optional.of("failed: " + why);
    };
  }

  private static String seeing(CommandEnd end) {
    return end.log().isEmpty() ? "" : " (its output: " + end.log() + ")";
  }
}
