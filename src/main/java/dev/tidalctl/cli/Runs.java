package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.PreparedRun;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.cli.files.MetricsFile;
import dev.tidalctl.core.History;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.Placeholder;
import dev.tidalctl.topology.UpgradeSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Carries orders out and shows how they go; signals are passed on to the run meanwhile. */
final class Runs {
  private final CommandContext context;

  Runs(CommandContext context) {
    this.context = context;
  }

  /** The order to roll all nodes of a file. */
  static Order.Roll rollOfAll(ClusterFile file, Optional<Version> to, UpgradeCommand command) {
    return new Order.Roll(
        Terms.members(file), to, command, Set.of(), Set.of(), Set.of(), false, OptionalInt.empty());
  }

  /** Carries a drain or a rejoin out, to its end; it needs no journal. */
  RunResult run(Session session, ClusterFile file, Identity identity, Order order) {
    Settings settings = settings(file, identity, Terms.policy(file));
    return carryOut(session, settings, order, Optional.empty(), RunJournal.NONE, Optional.empty());
  }

  /**
   * Carries a roll out, to its end.
   *
   * @param metrics whether it is also told to monitoring
   * @throws CommandFailed before anything is contacted, when its journal can't be kept or another
   *     process drives the run
   */
  RunResult roll(Session session, RollTask task, MetricsOptions metrics) {
    Settings settings = settings(task.file(), task.identity(), task.policy());
    Journals journals = new Journals(context.archive(task.file()), context.next());
    RunId run = task.identity().runId();
    Optional<Resumption> resumption = task.resumption();
    boolean here = resumption.flatMap(Resumption::history).isPresent();
    try (OpenJournal journal = here ? journals.reopen(run) : journals.begin(run)) {
      journal.finding().ifPresent(context::note);
      Optional<Resumption> locked =
          resumption.map(r -> new Resumption(run, History.of(journal.facts()), r.retryFailed()));
      Optional<History> before = locked.flatMap(Resumption::history);
      return carryOut(
          session, settings, task.order(), locked, journal, metrics.of(before, context));
    }
  }

  private Settings settings(ClusterFile file, Identity identity, Policy policy) {
    return new Settings(
        identity,
        Terms.cluster(file),
        policy,
        new Identities(context.surroundings()).nonce(),
        context.next(),
        Terms.hooks(file));
  }

  private RunResult carryOut(
      Session session,
      Settings settings,
      Order order,
      Optional<Resumption> resumption,
      RunJournal journal,
      Optional<MetricsFile> metrics) {
    RunKind kind = settings.identity().kind();
    try (Onlookers onlookers = Onlookers.of(context, metrics);
        Relay progress = Relay.to(Progress.of(context, kind))) {
      EventSink events =
          event -> {
            progress.accept(event);
            onlookers.accept(event);
          };
      PreparedRun run = session.prepare(settings, order, resumption, journal, events);
      try (Signals _ = StopSignals.passedTo(run::ask)) {
        return run.toItsEnd();
      }
    }
  }

  /** A new run's identity. */
  Identity identity(RunKind kind) {
    return new Identities(context.surroundings()).fresh(kind);
  }

  /**
   * What upgrades a node.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when the file has none
   */
  static UpgradeCommand upgradeCommand(ClusterFile file) {
    UpgradeSpec upgrade;
    try {
      file.requireChangeable();
      upgrade = file.requireUpgrade();
    } catch (InvalidClusterFile invalid) {
      throw CommandFailed.of(invalid);
    }
    return switch (upgrade) {
      case UpgradeSpec.Command command -> new UpgradeCommand.Argv(command.command().words());
      case UpgradeSpec.Restart restart -> new UpgradeCommand.Restart();
    };
  }

  /**
   * Refuses a roll without a version when a command of the file names {@code {version}}.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE}
   */
  static void requireVersion(ClusterFile file, Optional<Version> to) {
    List<String> naming = file.keysNaming(Placeholder.VERSION);
    if (to.isEmpty() && !naming.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "no version given",
          String.join(", ", naming) + " names {version}",
          "nothing was contacted",
          "add --to VERSION");
    }
  }
}
