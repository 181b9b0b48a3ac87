package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.StatusJson;
import dev.tidalctl.render.StatusText;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tidalctl status}: one look at the cluster; changes nothing. */
final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  private final OptionSpec watch =
      CodedModel.flag("--watch")
          .description(
              "Show the cluster again whenever it changes, until interrupted; while it can't be"
                  + " reached, say how old the last look is.")
          .build();

  private final OptionSpec exitCode =
      CodedModel.flag("--exit-code")
          .description(
              "Exit 5 when a node does not serve or is unhealthy, there is no leader, a run was"
                  + " abandoned, or who has the lease is not known.")
          .build();

  private StatusCommand(CommandContext context) {
    this.context = context;
  }

  /** The command in its surroundings. */
  static CommandLine assemble(CommandContext context) {
    StatusCommand command = new StatusCommand(context);
    CommandSpec spec =
        CodedModel.command(command).addOption(command.watch).addOption(command.exitCode);
    spec.usageMessage()
        .description(
            "Show every node, the leader, the lease and what is unfinished.",
            "",
            "Takes one look at the cluster and changes nothing. A figure that is not known is shown"
                + " as '?', or null in JSON, never as zero. When something is unfinished the last"
                + " line names the command to run next.")
        .footer(
            "Look once:",
            "  tidalctl status --cluster prod.yaml",
            "Keep looking, and let a script notice an unhealthy cluster:",
            "  tidalctl status --cluster prod.yaml --watch",
            "  tidalctl status --cluster prod.yaml --exit-code -o json");
    return CodedModel.line(spec);
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    try (Session session = context.open(file)) {
      FutureTask<Optional<RunBook.Entry>> open =
          new FutureTask<>(() -> context.runBook(file).shown(context::note));
      Thread.ofPlatform().daemon().name("journals").start(open);
      Looks looks = new Looks(session, context.next());
      Snapshot snapshot = looks.glance();
      StatusReading reading =
          new StatusReading(
              file,
              result(open),
              new NextStep(context.next(), () -> context.runs().identity(RunKind.REJOIN)));
      ClusterStatus status = reading.of(snapshot);
      if (CodedModel.given(watch)) {
        new StatusWatch(context, looks, reading, this::show).from(snapshot);
      } else {
        show(status);
        context.requirePrinted();
      }
      return CodedModel.given(exitCode) && !status.wholesome()
          ? ExitCode.FAILED.code()
          : ExitCode.OK.code();
    }
  }

  /** What a reading that ends within limits of its own came to. */
  private static <T> T result(FutureTask<T> reading) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reading.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void show(ClusterStatus status) {
    switch (context.output()) {
      case TEXT -> context.print(StatusText.lines(status, context.outStyle()));
      case JSON, NDJSON -> context.print(StatusJson.of(status));
    }
  }
}
