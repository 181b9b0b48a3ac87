package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.CommandFailed;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.sandbox.load.GatewayUnreachable;
import dev.tidalctl.sandbox.load.LoadLines;
import dev.tidalctl.sandbox.load.LoadPlan;
import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.load.LoadReportFile;
import dev.tidalctl.sandbox.load.LoadRun;
import dev.tidalctl.sandbox.load.LoadText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl sandbox load}: puts an open-loop load on a rehearsal cluster. */
@Command(
    name = "load",
    description = {
      "Put an open-loop load on a rehearsal cluster and report what its clients saw.",
      "",
      "Requests are sent at their intended times, whatever the answers do, and never twice; they"
          + " are timed from the intended send. A query over 1 s or a write over 3 s has failed;"
          + " over 250 ms or 1 s it is slow. Each query reads a signal acknowledged at least 2 s"
          + " before, and fails when it is missing or different; queries start when there is one."
          + " Ctrl-C or TERM ends the load early, with its report."
    },
    footer = {
      "500 writes and 500 queries a second for 40 seconds:",
      "  tidalctl sandbox load --dir stage --duration 40s --writes 500 --queries 500 --out"
          + " load.json"
    })
final class LoadCommand implements Callable<Integer> {
  private final CommandContext context;

  @ArgGroup(multiplicity = "1")
  private Goal goal = new Goal();

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      required = true,
      description = "How long requests are sent, such as 40s or 5m.")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--ramp",
      paramLabel = "DURATION",
      defaultValue = "3s",
      description = "How long the rates grow from nothing at first (default: ${DEFAULT-VALUE}).")
  private Duration ramp = Duration.ZERO;

  @Mixin private Rates rates;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the whole report goes, with every acknowledged signal.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of ids, payloads and of the choice of what is read.")
  private Optional<Long> seed = Optional.empty();

  LoadCommand(CommandContext context) {
    this.context = context;
  }

  /** Which gateway. */
  static final class Goal {
    @Option(
        names = "--dir",
        paramLabel = "DIR",
        required = true,
        description = "The folder of the sandbox.")
    private Optional<Path> dir = Optional.empty();

    @Option(
        names = "--url",
        paramLabel = "URL",
        required = true,
        description = "The gateway itself, such as http://127.0.0.1:7400.")
    private Optional<URI> url = Optional.empty();
  }

  @Override
  public Integer call() throws IOException {
    out.flatMap(file -> FileWords.unwritable(file).map(why -> file + ": " + why))
        .ifPresent(
            why -> {
              throw failed(ExitCode.USAGE, "the report can't be written to " + why);
            });
    LoadRun run = new LoadRun(plan(), new LoadLines(context::note));
    try (AtExit _ = new AtExit(run::stop)) {
      LoadReport report = run.run();
      if (out.isPresent()) {
        LoadReportFile.write(report, out.get());
      }
      switch (context.output()) {
        case TEXT -> context.print(LoadText.lines(report));
        case JSON, NDJSON -> context.print(LoadReportFile.withoutSignals(report));
      }
      return ExitCode.OK.code();
    } catch (GatewayUnreachable e) {
      throw failed(ExitCode.UNREACHABLE, Objects.toString(e.getMessage()));
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.FAILED, "the report was not written", FileWords.of(e), "the load has ended", "");
    }
  }

  private LoadPlan plan() {
    URI gateway = goal.url.or(() -> goal.dir.map(Stages::gateway)).orElseThrow();
    try {
      return new LoadPlan(
          gateway,
          duration,
          ramp,
          rates.writes(),
          rates.queries(),
          seed.orElseGet(ThreadLocalRandom.current()::nextLong));
    } catch (IllegalArgumentException e) {
      throw failed(ExitCode.USAGE, Objects.toString(e.getMessage()));
    }
  }

  private static CommandFailed failed(ExitCode code, String why) {
    return new CommandFailed(code, "no load was put on", why, "nothing was sent", "");
  }
}
