package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunJournal.Kept;
import dev.tidalctl.render.ClosedRun;
import dev.tidalctl.topology.ClusterFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidalctl runs close}: gives a roll up that is not finished. */
@Command(
    name = "close",
    description = {
      "Give up a roll that is not finished, so that another may begin.",
      "",
      "No node is touched: those that the roll holds stay held and out of service, and are listed"
          + " with the command for each. An abandoned lease of the roll is given back. To go back"
          + " to the old version, close the roll, then roll to that version, adopting the held"
          + " nodes."
    },
    footer = {
      "Give a roll up and go back:",
      "  tidalctl runs close 20260314-091500-7f3a --cluster prod.yaml",
      "  tidalctl roll --cluster prod.yaml --to 2.4.0 --adopt node-1"
    })
final class RunsCloseCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "RUN", arity = "1", description = "The run, as tidalctl runs names it.")
  private RunId run = new RunId("");

  RunsCloseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    RunBook.Entry entry =
        context.runBook(file).find(run).orElseThrow(() -> RunsCommand.unknown(run, context));
    requireNoCommand(file);
    Journals journals = new Journals(context.archive(file), context.next());
    try (OpenJournal journal = journals.reopen(run);
        Session session = context.open(file)) {
      Snapshot snapshot = new Looks(session, context.next()).once();
      boolean open = entry.history().unfinished();
      if (open) {
        giveLeaseBack(snapshot, session);
        keep(journal, entry.history().lastSeq() + 1);
      }
      show(new ClosedRun(run, open, held(snapshot), next(snapshot)));
    }
    return ExitCode.OK.code();
  }

  /** Who goes on with its nodes would start another command beside it. */
  private void requireNoCommand(ClusterFile file) {
    List<String> running = context.surroundings().backend().runningUpgrades(file, run);
    if (!running.isEmpty()) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          "run " + run + " was not closed",
          String.join("; ", running),
          "nothing was changed",
          context.next().resume(run, false));
    }
  }

  private void giveLeaseBack(Snapshot snapshot, Session session) {
    Optional<LeaseHolder> lease = snapshot.lease().filter(l -> l.runId().equals(run));
    if (lease.isPresent() && !(session.breakLease(run, false) instanceof Reply.Ok<Done>)) {
      throw new CommandFailed(
          ExitCode.LEASE,
          "run " + run + " was not closed",
          "its lease is live until " + lease.get().expiresAt() + " unless it is renewed",
          "nothing was changed",
          "once it has run out, the same again");
    }
  }

  private void keep(OpenJournal journal, long seq) {
    String owner = context.runs().identity(RunKind.ROLL).owner();
    Moment now = new Moment(Duration.ZERO, context.surroundings().clock().instant());
    List<Recorded> closed = List.of(new Recorded(seq, now, new Event.RunClosed(owner)));
    if (journal.keep(closed) instanceof Kept.Lost(String why)) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          "run " + run + " was not closed",
          why,
          "no node was touched",
          context.next().status());
    }
  }

  private List<NodeName> held(Snapshot snapshot) {
    return snapshot.nodes().stream()
        .filter(n -> n.hold().filter(h -> h.runId().equals(run)).isPresent())
        .map(NodeView::name)
        .toList();
  }

  private Optional<String> next(Snapshot snapshot) {
    return held(snapshot).stream().findFirst().map(context.next()::rejoin);
  }

  private void show(ClosedRun closed) {
    switch (context.output()) {
      case TEXT -> context.print(closed.lines(context.next()::rejoin));
      case JSON, NDJSON -> context.print(closed.document());
    }
  }
}
