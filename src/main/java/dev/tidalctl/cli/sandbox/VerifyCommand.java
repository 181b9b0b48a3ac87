package dev.tidalctl.cli.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.CommandFailed;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.load.LoadReportFile;
import dev.tidalctl.sandbox.stage.Stage;
import dev.tidalctl.sandbox.stage.StageDescription;
import dev.tidalctl.sandbox.verify.NodeAddress;
import dev.tidalctl.sandbox.verify.Verification;
import dev.tidalctl.sandbox.verify.VerifyReport;
import dev.tidalctl.sandbox.verify.VerifyText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl sandbox verify}: whether the nodes hold what was acknowledged. */
@Command(
    name = "verify",
    description = {
      "Check every acknowledged signal's content on every node of a rehearsal cluster.",
      "",
      "Gives the nodes time to apply all that the leader has, then reads each node directly,"
          + " whatever its routing is. Exits 5 when a signal is missing or different on any node."
    },
    footer = {"After a load:", "  tidalctl sandbox verify --dir stage --load load.json"})
final class VerifyCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private SandboxFolder folder;

  @Option(
      names = "--load",
      paramLabel = "FILE",
      required = true,
      description = "The report that sandbox load wrote.")
  private Path load = Path.of("");

  @Option(
      names = "--catch-up",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How long the nodes may take to catch up (default: ${DEFAULT-VALUE}).")
  private Duration catchUp = Duration.ZERO;

  VerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LoadReport seen = read();
    VerifyReport report = verify(folder.with(Stage::describe), seen);
    switch (context.output()) {
      case TEXT -> context.print(VerifyText.lines(report));
      case JSON, NDJSON -> context.print(new JsonMapper().<ObjectNode>valueToTree(report));
    }
    return (report.complete() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private LoadReport read() {
    try {
      return LoadReportFile.read(load);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "nothing was checked",
          "can't read " + load + ": " + FileWords.of(e),
          "",
          "");
    }
  }

  private VerifyReport verify(StageDescription description, LoadReport seen) {
    URI control = folder.with(stage -> description.requireControl().url());
    List<NodeAddress> nodes =
        description.nodes().stream().map(node -> new NodeAddress(node.name(), node.url())).toList();
    try {
      return new Verification(control, nodes).of(seen.acked(), catchUp);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE, "the control plane can't be asked", e.toString(), "", "");
    }
  }
}
