package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a task of resuming a run whose journal is on another machine, or lost: all that is known of
 * it is what its lease and its holds say.
 */
final class ResumeElsewhere {
  private final CommandContext context;
  private final RollOptions options;
  private final ResumeOptions resume;

  ResumeElsewhere(CommandContext context, RollOptions options, ResumeOptions resume) {
    this.context = context;
    this.options = options;
    this.resume = resume;
  }

  Resuming.Result prepare(RunId run, ClusterFile file, Session session) {
    Snapshot snapshot = new Looks(session, context.next()).once();
    Optional<LeaseHolder> lease = snapshot.lease().filter(l -> l.runId().equals(run));
    boolean holds = holds(run, snapshot).findAny().isPresent();
    if (lease.isEmpty() && !holds) {
      return new Resuming.Result.Nothing(
          Optional.of(run),
          "this machine has no journal of run "
              + run
              + ", and it has neither the lease nor a hold on any node",
          Optional.empty());
    }
    if (lease.filter(l -> l.kind() != RunKind.ROLL).isPresent()) {
      throw new CommandFailed(
          ExitCode.LEASE,
          run + " is no roll",
          "only rolls are resumed; its lease lapses by itself",
          "no change was sent",
          context.next().status());
    }
    Optional<Version> wanted =
        lease
            .flatMap(LeaseHolder::wanted)
            .or(() -> holds(run, snapshot).flatMap(h -> h.wanted().stream()).findFirst());
    context.note(
        "this machine has no journal of run " + run + ": going by its lease and its holds");
    Order.Roll order = options.order(file, version(run, wanted));
    Identity self = context.runs().identity(RunKind.ROLL);
    return new Resuming.Result.Go(
        new RollTask(
            file,
            new Identity(self.owner(), self.host(), run, RunKind.ROLL),
            order,
            Terms.policy(Overrides.over(file, options.overrides())),
            Optional.of(new Resumption(run, Optional.empty(), resume.retryFailed()))));
  }

  private Optional<Version> version(RunId run, Optional<Version> wanted) {
    Optional<Version> asked = options.to();
    if (asked.isPresent() && wanted.isPresent() && !asked.equals(wanted)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--to " + asked.get(),
          "run " + run + " rolls to " + wanted.get(),
          "no change was sent",
          context.next().resume(run, resume.retryFailed()));
    }
    return wanted.or(() -> asked);
  }

  private static Stream<Hold> holds(RunId run, Snapshot snapshot) {
    return snapshot.nodes().stream()
        .flatMap(n -> n.hold().stream())
        .filter(hold -> hold.runId().equals(run));
  }
}
