package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.Planner;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.PlanJson;
import dev.tidalctl.render.PlanText;
import dev.tidalctl.render.ReportText;
import dev.tidalctl.render.RollReportJson;
import dev.tidalctl.topology.ClusterFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl roll}: upgrades all nodes, one after another, the leader last. */
@Command(
    name = "roll",
    description = {
      "Upgrade every node in turn, the leader last, while the cluster serves.",
      "",
      "Each node is drained, upgraded by the cluster file's upgrade.command, and rejoined; before"
          + " the next one all others must be healthy and keep up. Nodes at the version asked for"
          + " are skipped. When an upgrade fails the node stays drained and held, no other node is"
          + " touched, and the command to run next is printed.",
      "",
      "Asks before it begins on a terminal; elsewhere --yes is required. The first Ctrl-C finishes"
          + " the node in hand, the second stops at once. A closed terminal or stdout never stops a"
          + " roll."
    },
    footer = {
      "See what would be done, then do it:",
      "  tidalctl roll --cluster prod.yaml --to 2.4.1 --dry-run",
      "  tidalctl roll --cluster prod.yaml --to 2.4.1",
      "Try the new version on one node first:",
      "  tidalctl roll --cluster prod.yaml --to 2.4.1 --stop-after 1 --yes",
      "Follow from a program:",
      "  tidalctl roll --cluster prod.yaml --to 2.4.1 --yes -o ndjson"
    })
final class RollCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--dry-run", description = "Print the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before the roll begins.")
  private boolean yes;

  @Mixin private RollOptions options;

  RollCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = Overrides.over(context.clusterFile(), options.overrides());
    try (Session session = context.open(file)) {
      Order.Roll order = options.order(file);
      Identity identity = context.runs().identity(RunKind.ROLL);
      if (dryRun) {
        return dryRun(plan(session, file, order, identity), file);
      }
      if (!yes && !confirmed(session, file, order, identity)) {
        context.note("not begun: no change was sent");
        return ExitCode.STOPPED.code();
      }
      RunResult result = context.runs().run(session, file, identity, order);
      report(result);
      return Verdicts.exitCode(context, result);
    }
  }

  private Plan plan(Session session, ClusterFile file, Order.Roll order, Identity identity) {
    return Planner.plan(
        order, new Looks(session, context.next()).once(), Terms.policy(file), identity);
  }

  private int dryRun(Plan plan, ClusterFile file) {
    switch (context.output()) {
      case TEXT -> context.print(PlanText.lines(plan, file.name(), context.outStyle()));
      case JSON, NDJSON -> context.print(PlanJson.of(plan, file.name()));
    }
    return plan.refusals().isEmpty() ? ExitCode.OK.code() : ExitCode.REFUSED.code();
  }

  private boolean confirmed(
      Session session, ClusterFile file, Order.Roll order, Identity identity) {
    Terminal terminal = context.terminal();
    if (!terminal.readsFromTerminal() || !terminal.errIsTerminal()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the roll was not begun",
          "there is no terminal to ask on, and --yes was not given",
          "nothing was contacted",
          "add --yes, or see the plan with --dry-run");
    }
    Plan plan = plan(session, file, order, identity);
    List<String> lines = PlanText.lines(plan, file.name(), context.errStyle());
    lines.forEach(context.err()::println);
    if (plan.batches().isEmpty() || !plan.refusals().isEmpty()) {
      return true;
    }
    context.err().print("Begin? [y/N] ");
    context.err().flush();
    return terminal
        .readLine()
        .map(String::strip)
        .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
        .isPresent();
  }

  private void report(RunResult result) {
    switch (context.output()) {
      case TEXT ->
          context.print(
              ReportText.lines(
                  result.report(), result.ending(), result.next(), context.outStyle()));
      case JSON, NDJSON ->
          context.print(RollReportJson.of(result.report(), result.ending(), result.next()));
    }
  }
}
