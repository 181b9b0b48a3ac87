package dev.tidalctl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code tidalctl} itself; without a command it is a usage error. */
final class TidalctlCommand implements Callable<Integer> {
  private final CommandLine line;

  private TidalctlCommand() {
    CommandSpec spec =
        CodedModel.command(this).name("tidalctl").versionProvider(new BuiltVersion());
    spec.usageMessage()
        .description(
            "Roll a replicated cluster to a new version, node by node.",
            "",
            "Every query is answered and no acknowledged write is lost while a node is drained,"
                + " upgraded and rejoined, and then the next. Whatever crashes, tidalctl status"
                + " shows what is true and which command to run next.")
        .footer(
            "Rehearse on a cluster of real processes on this machine:",
            "  tidalctl demo",
            "Check a cluster file and everything that it names:",
            "  tidalctl check --cluster prod.yaml",
            "Roll the cluster:",
            "  tidalctl roll --cluster prod.yaml --to 2.4.1");
    line = CodedModel.line(spec);
  }

  /** The command, without those below it. */
  static CommandLine assemble() {
    return new TidalctlCommand().line;
  }

  @Override
  public Integer call() {
    throw new ParameterException(line, "no command given");
  }
}
