package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.CommandFailed;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.cli.PageFile;
import dev.tidalctl.cli.RunPages;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.sandbox.demo.Demo;
import dev.tidalctl.sandbox.demo.DemoFailed;
import dev.tidalctl.sandbox.demo.DemoFolder;
import dev.tidalctl.sandbox.demo.DemoPlan;
import dev.tidalctl.sandbox.demo.DemoReport;
import dev.tidalctl.sandbox.demo.DemoText;
import dev.tidalctl.sandbox.load.LoadPlan;
import dev.tidalctl.sandbox.stage.SandboxException;
import dev.tidalctl.sandbox.stage.StageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl demo}: a roll under load, from nothing to the proof. */
@Command(
    name = "demo",
    description = {
      "Roll a rehearsal cluster under load and show that no client noticed.",
      "",
      "Starts a sandbox in a temporary folder, puts writes and queries on it, rolls it with"
          + " tidalctl roll, stops the load, compares every node with what was acknowledged, and"
          + " ends all it started, on Ctrl-C too. Exits 0 only when the roll is complete, nothing"
          + " failed and nothing is missing."
    },
    footer = {
      "Roll five nodes:",
      "  tidalctl demo --nodes 5",
      "See what a roll is better than:",
      "  tidalctl demo --naive"
    })
public final class DemoCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Mixin private Rates rates;

  @Option(
      names = "--naive",
      description = "Kill and start one node after another instead, without a drain.")
  private boolean naive;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The sandbox's folder, which stays; a temporary one is removed.")
  private Optional<Path> dir = Optional.empty();

  @Option(names = "--keep", description = "Leave the sandbox running, for a look around.")
  private boolean keep;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the roll's report into FILE, as tidalctl report --html does.")
  private Optional<Path> html = Optional.empty();

  /** The command in these surroundings. */
  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireSensible();
    Optional<PageFile> page = html.map(PageFile::of);
    DemoFolder folder = folder();
    Demo demo = new Demo(plan(folder.path()), context::note);
    // Outermost: a signal must find this process waiting until the folder is gone.
    try (AtExit atExit = new AtExit(demo::close)) {
      DemoReport report = run(demo, folder, page, atExit);
      switch (context.output()) {
        case TEXT -> context.print(DemoText.lines(report));
        case JSON, NDJSON -> context.print(report.document());
      }
      html.ifPresent(file -> context.note("page written: " + file));
      if (keep) {
        context.note("the sandbox runs on; end it: tidalctl sandbox down --dir " + folder.path());
      }
      return exitCode(report);
    }
  }

  private void requireSensible() {
    if (naive && html.isPresent()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the demo was not begun",
          "naive restarts keep no journal that a page could be made of",
          "nothing was started",
          "leave out --html or --naive");
    }
    try {
      LoadPlan.requireRates(rates.writes(), rates.queries());
      StageOptions.of(nodes);
    } catch (SandboxException e) {
      throw Stages.failed(e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the demo was not begun",
          Objects.toString(e.getMessage()),
          "nothing was started",
          "");
    }
  }

  private DemoFolder folder() {
    try {
      return DemoFolder.of(dir, keep);
    } catch (IOException e) {
      throw broken(e.toString());
    }
  }

  private DemoPlan plan(Path folder) {
    Path launcher =
        Optional.ofNullable(System.getProperty("tidalctl.home"))
            .map(home -> Path.of(home, "bin", "tidalctl"))
            .orElseThrow(() -> broken("the launcher did not say where it is (tidalctl.home)"));
    return new DemoPlan(
        launcher, folder, nodes, rates.writes(), rates.queries(), "2.0.0", naive, keep);
  }

  private DemoReport run(Demo demo, DemoFolder folder, Optional<PageFile> page, AtExit atExit)
      throws InterruptedException {
    try (folder;
        demo) {
      DemoReport report = demo.run();
      page.ifPresent(
          file -> file.write(page(folder, report), "the demo's roll is over; " + left(folder)));
      return report;
    } catch (SandboxException | DemoFailed | IOException e) {
      if (atExit.begun()) {
        context.note("demo: ended before its time; " + left(folder));
        throw new CommandFailed(ExitCode.INTERRUPTED, "the demo was ended", "", "", "");
      }
      throw e instanceof SandboxException sandbox
          ? Stages.failed(sandbox)
          : broken(Objects.toString(e.getMessage()));
    }
  }

  private String page(DemoFolder folder, DemoReport report) {
    RunId run = new RunId(report.steps().path("runId").asText());
    return RunPages.ofPastCluster(context, folder.path().resolve("cluster.yaml"), run);
  }

  private String left(DemoFolder folder) {
    if (keep) {
      return "the sandbox runs on; end it: tidalctl sandbox down --dir " + folder.path();
    }
    return folder.temporary() ? "nothing is left of it" : "its folder stays: " + folder.path();
  }

  private static int exitCode(DemoReport report) {
    if (report.flawless()) {
      return ExitCode.OK.code();
    }
    return report.exitCode() == 0 ? ExitCode.FAILED.code() : report.exitCode();
  }

  private static CommandFailed broken(String why) {
    return new CommandFailed(
        ExitCode.FAILED,
        "the demo broke off",
        why,
        "all that it started has ended",
        "keep its logs: tidalctl demo --dir DIR");
  }
}
