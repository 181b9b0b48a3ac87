package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.topology.ClusterFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidalctl unlock}: breaks the lease of a run that will not come back. */
@Command(
    name = "unlock",
    description = {
      "Break the lease of an abandoned run.",
      "",
      "For a roll that died and will not come back. Nodes that it held stay held and out of"
          + " service: tidalctl status names them and the command for each. A lease that was"
          + " renewed within its time to live belongs to a living run and is broken only with"
          + " --force."
    },
    footer = {
      "Break the lease of the run that tidalctl status names:",
      "  tidalctl unlock --cluster prod.yaml --run 20260314-091500-7f3a"
    })
final class UnlockCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      required = true,
      description = "The run whose lease it is, as tidalctl status names it.")
  private RunId run = new RunId("");

  @Option(
      names = "--force",
      description = "Also break a lease that is still renewed: its run stops changing anything.")
  private boolean force;

  UnlockCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    try (Session session = context.open(file)) {
      return switch (session.breakLease(run, force)) {
        case Reply.Ok<Done> ok -> broken();
        case Reply.Refused<Done>(Refusal refusal) -> throw refused(refusal);
        case Reply.Unreachable<Done>(String why) ->
            throw new CommandFailed(
                ExitCode.UNREACHABLE,
                "the cluster can't be reached",
                why,
                "no change was sent",
                context.next().status());
        case Reply.Unknown<Done>(String why) ->
            throw new CommandFailed(
                ExitCode.UNKNOWN,
                "nobody knows whether the lease was broken",
                why,
                "the lease is free or still " + run + "'s",
                context.next().status());
      };
    }
  }

  private int broken() {
    switch (context.output()) {
      case TEXT ->
          context.print(
              List.of("the lease of " + run + " is broken", "next: " + context.next().status()));
      case JSON, NDJSON ->
          context.print(
              JsonDocument.of("Unlocked")
                  .put("runId", run.value())
                  .put("next", context.next().status()));
    }
    return ExitCode.OK.code();
  }

  private CommandFailed refused(Refusal refusal) {
    boolean live = refusal.code() == Refusal.Code.LEASE_HELD;
    return new CommandFailed(
        live ? ExitCode.LEASE : ExitCode.REFUSED,
        "the lease of " + run + " was not broken",
        refusal.detail(),
        live
            ? "the run is alive; --force takes the lease from it all the same"
            : "nothing was changed",
        context.next().status());
  }
}
