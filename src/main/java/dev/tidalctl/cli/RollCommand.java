package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.PlanJson;
import dev.tidalctl.render.PlanText;
import dev.tidalctl.render.PlannedRoll;
import dev.tidalctl.render.ReportText;
import dev.tidalctl.render.RollReportJson;
import dev.tidalctl.topology.ClusterFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "Hooks of the cluster file are run without a shell, with the event as JSON on standard input:"
          + " beforeNode, whose failure stops the roll with that node untouched; afterNode, when a"
          + " node is Complete and has soaked, whose failure stops it before the next node;"
          + " onFailure and onComplete, whose own failure is a warning. The first two have 5"
          + " minutes, the others 1. Each is run at least once: --resume runs again what was not"
          + " seen to succeed. What they wrote is kept in the state folder.",
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
      "Plan now, have it approved, and roll that or nothing:",
      "  tidalctl roll --cluster prod.yaml --to 2.4.1 --dry-run --plan-out plan.json",
      "  tidalctl roll --cluster prod.yaml --plan plan.json --yes",
      "Go on with a roll that was stopped, killed, or failed:",
      "  tidalctl roll --cluster prod.yaml --resume",
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

  @Mixin private ResumeOptions resume;

  @Mixin private PlanOptions plans;

  @Mixin private MetricsOptions metrics;

  @Mixin private LogOptions log;

  private Optional<PlanFile> kept = Optional.empty();

  RollCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return log.around(context, this::carryOut);
  }

  private int carryOut() {
    resume.requireConsistent();
    plans.requireConsistent(options.words(), resume.asked(), dryRun);
    kept = plans.plan().map(PlanFile::read);
    metrics.requireWritable();
    ClusterFile file = context.clusterFile();
    try (Signals _ = StopSignals.survivingHangUp();
        Session session = context.open(file)) {
      return switch (prepare(file, session)) {
        case Resuming.Result.Go(RollTask task) -> roll(task, session);
        case Resuming.Result.Nothing nothing -> nothing(nothing);
      };
    }
  }

  private Resuming.Result prepare(ClusterFile file, Session session) {
    if (resume.asked()) {
      return new Resuming(context, options, resume).prepare(file, session);
    }
    ClusterFile chosen = Overrides.over(file, asked().overrides());
    Order.Roll order = asked().order(chosen);
    if (!dryRun) {
      requireNoneUnfinished(chosen);
    }
    return new Resuming.Result.Go(
        new RollTask(
            chosen,
            context.runs().identity(RunKind.ROLL),
            order,
            Terms.policy(chosen),
            Optional.empty()));
  }

  /** A roll that is not finished may have left nodes out of service: it comes first. */
  private void requireNoneUnfinished(ClusterFile file) {
    context
        .runBook(file)
        .open(context::note)
        .ifPresent(
            entry -> {
              if (entry.live()) {
                throw Journals.underWay(entry.run(), context.next());
              }
              throw new CommandFailed(
                  ExitCode.LEASE,
                  "run " + entry.run() + " of " + file.name() + " is not finished",
                  "a new roll begins when it is; it goes on by --resume, or is given up by "
                      + context.next().close(entry.run()),
                  "nothing was contacted",
                  context.next().resume(entry.run(), entry.history().anyFailed()));
            });
  }

  private int roll(RollTask task, Session session) {
    if (dryRun) {
      return dryRun(plan(session, task));
    }
    if (kept.isPresent() && yes) {
      plan(session, task);
    }
    if (!yes && !confirmed(session, task)) {
      context.note("not begun: no change was sent");
      return ExitCode.STOPPED.code();
    }
    if (kept.isPresent() && !yes) {
      // Who was asked may have taken hours to answer.
      plan(session, task);
    }
    if (task.resumption().isEmpty()) {
      requireFit(session);
    }
    RunResult result = context.runs().roll(session, task, metrics);
    report(result);
    return Verdicts.exitCode(context, result);
  }

  /** One that is gone on with may have nodes to bring back, which needs less. */
  private void requireFit(Session session) {
    switch (session.fitToRoll()) {
      case Reply.Ok<Done> fit -> {}
      case Reply.Refused<Done>(Refusal refusal) ->
          throw notBegun(ExitCode.REFUSED, refusal.detail());
      case Reply.Unreachable<Done>(String why) -> throw notBegun(ExitCode.UNREACHABLE, why);
      case Reply.Unknown<Done>(String why) -> throw notBegun(ExitCode.UNREACHABLE, why);
    }
  }

  private CommandFailed notBegun(ExitCode code, String why) {
    return new CommandFailed(
        code, "the roll was not begun", why, "no change was sent", context.next().check());
  }

  private int nothing(Resuming.Result.Nothing nothing) {
    switch (context.output()) {
      case TEXT ->
          context.print(
              Stream.concat(
                      Stream.of("nothing to do: " + nothing.reason()),
                      nothing.next().map(command -> "next: " + command).stream())
                  .toList());
      case JSON, NDJSON ->
          context.print(RollReportJson.nothing(nothing.run(), nothing.reason(), nothing.next()));
    }
    return ExitCode.OK.code();
  }

  /** What is asked for: by the options, or by the plan that was kept. */
  private RollOptions asked() {
    return kept.map(PlanFile::options).orElse(options);
  }

  /**
   * The plan as things are now.
   *
   * @throws CommandFailed when it is not the one that was kept
   */
  private PlannedRoll plan(Session session, RollTask task) {
    PlannedRoll planned = new Planning(context).plan(session, task, asked().words());
    kept.ifPresent(before -> before.requireUnchanged(planned, context));
    return planned;
  }

  private int dryRun(PlannedRoll planned) {
    switch (context.output()) {
      case TEXT -> context.print(PlanText.lines(planned, context.outStyle()));
      case JSON, NDJSON -> context.print(PlanJson.of(planned));
    }
    plans.keep(planned, context);
    return ExitCode.against(planned.plan().refusals()).code();
  }

  private boolean confirmed(Session session, RollTask task) {
    Terminal terminal = context.terminal();
    if (!terminal.readsFromTerminal() || !terminal.errIsTerminal()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the roll was not begun",
          "there is no terminal to ask on, and --yes was not given",
          "nothing was contacted",
          "add --yes, or see the plan with --dry-run");
    }
    PlannedRoll planned = plan(session, task);
    Plan plan = planned.plan();
    List<String> lines = PlanText.lines(planned, context.errStyle());
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
