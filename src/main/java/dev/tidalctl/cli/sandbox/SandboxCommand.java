package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidalctl sandbox}: a rehearsal cluster of real processes on this machine. */
@Command(
    name = "sandbox",
    description = {
      "Run a rehearsal cluster of real processes on this machine.",
      "",
      "Each node is a process with its own write-ahead log on disk; one more is the control plane"
          + " and the gateway for clients. All of them listen on loopback only. The cluster can be"
          + " put under load, disturbed, rolled like any other, and compared with what its clients"
          + " were promised."
    },
    footer = {
      "Start a cluster, roll it, and end it:",
      "  tidalctl sandbox up --nodes 3 --dir stage",
      "  tidalctl roll --cluster stage/cluster.yaml --to 2.0.0",
      "  tidalctl sandbox down --dir stage"
    })
public final class SandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private SandboxCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given: one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** The command with its subcommands. */
  public static CommandLine assemble(CommandContext context) {
    return new CommandLine(new SandboxCommand())
        .addSubcommand(new UpCommand(context))
        .addSubcommand(new DownCommand(context))
        .addSubcommand(new LoadCommand(context))
        .addSubcommand(new VerifyCommand(context))
        .addSubcommand(new UpgradeCommand(context))
        .addSubcommand(new FaultCommand(context));
  }
}
