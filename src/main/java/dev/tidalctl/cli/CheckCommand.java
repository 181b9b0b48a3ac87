package dev.tidalctl.cli;

import dev.tidalctl.cli.preflight.Preflight;
import dev.tidalctl.core.Planner;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.CheckReport;
import dev.tidalctl.render.CheckText;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidalctl check}: everything that can be known about a roll before it begins. */
@Command(
    name = "check",
    description = {
      "Check the cluster file, all that it names, and whether a roll could begin.",
      "",
      "Reads the cluster file, looks for the certificates, secrets and programs that it names, asks"
          + " every endpoint of the control plane and the probe once, and judges the cluster as a"
          + " roll would. Each check passes, warns or fails, with a remedy. Changes nothing. Exits"
          + " 3 when a check fails, 7 when no endpoint speaks for the cluster, or when what"
          + " fails can't be reached (a load balancer, a pooler, etcd) and nothing else fails."
    },
    footer = {"Before the maintenance window:", "  tidalctl check --cluster prod.yaml --to 2.4.1"})
final class CheckCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "Judge a roll to this version. Default: a roll that touches every node.")
  private Optional<Version> to = Optional.empty();

  CheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    Identity identity = context.runs().identity(RunKind.ROLL);
    StatusReading reading =
        new StatusReading(
            file,
            context.runBook(file).shown(context::note),
            new NextStep(context.next(), () -> context.runs().identity(RunKind.REJOIN)));
    Preflight.Result result =
        new Preflight(file, context.environment(), context.surroundings().backend())
            .check(reading::of, snapshot -> plan(file, snapshot, identity));
    switch (context.output()) {
      case TEXT -> context.print(CheckText.lines(result.report(), context.outStyle()));
      case JSON, NDJSON -> context.print(CheckText.json(result.report()));
    }
    context.requirePrinted();
    return verdict(result).code();
  }

  private Optional<Plan> plan(ClusterFile file, Snapshot snapshot, Identity identity) {
    if (file.upgrade().isEmpty()) {
      return Optional.empty();
    }
    Order.Roll roll = Runs.rollOfAll(file, to, Runs.upgradeCommand(file));
    return Optional.of(Planner.plan(roll, snapshot, Terms.policy(file), identity));
  }

  private static ExitCode verdict(Preflight.Result result) {
    if (!result.reached() || result.report().onlyUnreached()) {
      return ExitCode.UNREACHABLE;
    }
    return result.report().count(CheckReport.Verdict.FAIL) > 0 ? ExitCode.REFUSED : ExitCode.OK;
  }
}
