package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.StatusJson;
import dev.tidalctl.render.StatusText;
import dev.tidalctl.topology.ClusterFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidalctl status}: one look at the cluster; changes nothing. */
@Command(
    name = "status",
    description = {
      "Show every node, the leader, the lease and what is unfinished.",
      "",
      "Takes one look at the cluster and changes nothing. A figure that is not known is shown as"
          + " '?', or null in JSON, never as zero. When something is unfinished the last line names"
          + " the command to run next."
    },
    footer = {
      "Look once:",
      "  tidalctl status --cluster prod.yaml",
      "Keep looking, and let a script notice an unhealthy cluster:",
      "  tidalctl status --cluster prod.yaml --watch",
      "  tidalctl status --cluster prod.yaml --exit-code -o json"
    })
final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--watch",
      description =
          "Show the cluster again whenever it changes, until interrupted; while it can't be"
              + " reached, say how old the last look is.")
  private boolean watch;

  @Option(
      names = "--exit-code",
      description =
          "Exit 5 when a node does not serve or is unhealthy, there is no leader, a run was"
              + " abandoned, or who has the lease is not known.")
  private boolean exitCode;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    StatusReading reading =
        new StatusReading(
            file,
            context.runBook(file).shown(context::note),
            new NextStep(context.next(), () -> context.runs().identity(RunKind.REJOIN)));
    try (Session session = context.open(file)) {
      Looks looks = new Looks(session, context.next());
      Snapshot snapshot = looks.once();
      ClusterStatus status = reading.of(snapshot);
      if (watch) {
        new StatusWatch(context, looks, reading, this::show).from(snapshot);
      } else {
        show(status);
        context.requirePrinted();
      }
      return exitCode && !status.wholesome() ? ExitCode.FAILED.code() : ExitCode.OK.code();
    }
  }

  private void show(ClusterStatus status) {
    switch (context.output()) {
      case TEXT -> context.print(StatusText.lines(status, context.outStyle()));
      case JSON, NDJSON -> context.print(StatusJson.of(status));
    }
  }
}
