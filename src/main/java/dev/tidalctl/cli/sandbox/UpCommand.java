package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.sandbox.stage.Stage;
import dev.tidalctl.sandbox.stage.StageDescription;
import dev.tidalctl.sandbox.stage.StageOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidalctl sandbox up}: starts a rehearsal cluster. */
@Command(
    name = "up",
    description = {
      "Start a rehearsal cluster and return when it is healthy.",
      "",
      "Writes cluster.yaml into the folder, for tidalctl's other commands, and sandbox.json, which"
          + " says what runs and where."
    },
    footer = {
      "Start five nodes in a folder:",
      "  tidalctl sandbox up --nodes 5 --dir stage",
      "Keep little write-ahead log, to show a gap:",
      "  tidalctl sandbox up --dir stage --retention-cap 1000"
    })
final class UpCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the sandbox; what an ended one left there is removed.")
  private Path dir = Path.of("");

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--start-version",
      paramLabel = "VERSION",
      defaultValue = "1.0.0",
      description = "The version they run (default: ${DEFAULT-VALUE}).")
  private Version version = new Version("");

  @Option(
      names = "--retention-cap",
      paramLabel = "N",
      defaultValue = "200000",
      description =
          "How many events of write-ahead log are kept at most for a node that lags (default:"
              + " ${DEFAULT-VALUE}).")
  private long retentionCap;

  @Option(
      names = "--zones",
      paramLabel = "ZONE",
      split = ",",
      description = "The nodes' zones, one a node, with commas between them.")
  private List<String> zones = new ArrayList<>();

  UpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    StageDescription description = Stages.with(dir, this::up);
    switch (context.output()) {
      case TEXT -> {
        context.print(Stages.lines(description));
        context.note("next: tidalctl status --cluster " + description.clusterFile());
      }
      case JSON, NDJSON -> context.print(StageJson.of(description));
    }
    return ExitCode.OK.code();
  }

  /** A signal meanwhile leaves nothing running, and what is somebody else's alone. */
  private StageDescription up(Stage stage) {
    StageOptions options = new StageOptions(nodes, version.value(), retentionCap, zones);
    AtomicBoolean ours = new AtomicBoolean();
    try (AtExit atExit =
        new AtExit(
            () -> {
              if (ours.get()) {
                stage.down();
              }
            })) {
      StageDescription started = stage.up(options, () -> ours.set(true));
      if (atExit.begun()) {
        stage.down();
      }
      return started;
    }
  }
}
