package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.History;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.topology.ClusterFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a task of {@code roll --resume}.
 *
 * <ol>
 *   <li>The run that is named, or the one that is not finished by this machine's journals.
 *   <li>With its journal: the same cluster, by name, driver and members; any other difference must
 *       be accepted. Order and policy are the run's, unless the differences are accepted.
 *   <li>Without it: by what the control plane says of the run ({@link ResumeElsewhere}).
 * </ol>
 */
final class Resuming {
  /** What is to be done. */
  sealed interface Result {
    /** Go on. */
    record Go(RollTask task) implements Result {}

    /** There is nothing to resume; and the command to run, if the last roll left one undone. */
    record Nothing(Optional<RunId> run, String reason, Optional<String> next) implements Result {}
  }

  private final CommandContext context;
  private final RollOptions options;
  private final ResumeOptions resume;

  Resuming(CommandContext context, RollOptions options, ResumeOptions resume) {
    this.context = context;
    this.options = options;
    this.resume = resume;
  }

  Result prepare(ClusterFile file, Session session) {
    RunBook book = context.runBook(file);
    Optional<RunBook.Entry> entry =
        resume.run().isPresent() ? book.find(resume.run().get()) : book.open(context::note);
    if (entry.isEmpty()) {
      resume.run().ifPresent(run -> requireNotOfAnother(run, file));
      return resume.run().isPresent()
          ? new ResumeElsewhere(context, options, resume).prepare(resume.run().get(), file, session)
          : nothing(book, file);
    }
    RunId run = entry.get().run();
    if (entry.get().live()) {
      throw Journals.underWay(run, context.next());
    }
    if (!entry.get().unfinished()) {
      return finished(entry.get());
    }
    options.requireNoTargets(run);
    return new Result.Go(task(run, entry.get().history(), file));
  }

  /** A roll that ended before it changed anything has to be begun anew: that is said. */
  private Result nothing(RunBook book, ClusterFile file) {
    String none = "no roll of " + file.name() + " is unfinished";
    return book.last()
        .map(this::finished)
        .filter(last -> last.next().isPresent())
        .map(last -> new Result.Nothing(last.run(), none + ": " + last.reason(), last.next()))
        .orElseGet(() -> new Result.Nothing(Optional.empty(), none, Optional.empty()));
  }

  private Result.Nothing finished(RunBook.Entry entry) {
    Optional<Ending> unchanged =
        entry.history().ending().filter(e -> !entry.history().closed() && !e.fulfilled());
    return new Result.Nothing(
        Optional.of(entry.run()),
        "run " + entry.run() + unchanged.map(e -> " ended: " + e.reason()).orElse(" is finished"),
        unchanged.flatMap(e -> again(entry.history())));
  }

  private Optional<String> again(History history) {
    return history.terms().order() instanceof Order.Roll roll
        ? Optional.of(context.next().roll(roll.to(), List.of()))
        : Optional.empty();
  }

  private RollTask task(RunId run, History history, ClusterFile file) {
    if (!(history.terms().order() instanceof Order.Roll before)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          run + " is no roll",
          "only rolls are resumed",
          "",
          context.next().status());
    }
    requireSameCluster(run, history, before, file);
    List<String> differences = Differences.between(history.terms().cluster(), file);
    if (!differences.isEmpty() && !resume.acceptChanges()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          file.file() + " has changed since run " + run + " began",
          String.join("; ", differences),
          "nothing was contacted",
          context.next().resume(run, resume.retryFailed()) + " --accept-changes");
    }
    boolean anew = !differences.isEmpty();
    Order.Roll order =
        new Order.Roll(
            anew ? Terms.members(file) : before.members(),
            before.to(),
            anew ? Runs.upgradeCommand(file) : before.command(),
            before.only(),
            before.skip(),
            adopted(before, file),
            before.includeUnready() || options.includeUnready(),
            options.stopAfter());
    Policy policy =
        anew || options.overridesPolicy()
            ? Terms.policy(Overrides.over(file, options.overrides()))
            : history.terms().policy();
    return new RollTask(
        file,
        new Identity(identity().owner(), identity().host(), run, RunKind.ROLL),
        order,
        policy,
        Optional.of(new Resumption(run, Optional.of(history), resume.retryFailed())));
  }

  private void requireNotOfAnother(RunId run, ClusterFile file) {
    context
        .archive(file)
        .otherClusterOf(run)
        .ifPresent(other -> refuse(run, file, "its name was " + other + " and is " + file.name()));
  }

  private Set<NodeName> adopted(Order.Roll before, ClusterFile file) {
    Set<NodeName> adopted = new HashSet<>(before.adopt());
    adopted.addAll(options.adopted(new NamedNodes(file)));
    return adopted;
  }

  private Identity identity() {
    return context.runs().identity(RunKind.ROLL);
  }

  private void requireSameCluster(RunId run, History history, Order.Roll before, ClusterFile file) {
    Differences.ofCluster(history.terms().cluster(), before.members(), file)
        .ifPresent(difference -> refuse(run, file, difference));
  }

  private void refuse(RunId run, ClusterFile file, String difference) {
    throw new CommandFailed(
        ExitCode.REFUSED,
        "run " + run + " can't be resumed with " + file.file(),
        difference,
        "nothing was contacted; with that put back the run can be resumed, or given up",
        context.next().close(run));
  }
}
