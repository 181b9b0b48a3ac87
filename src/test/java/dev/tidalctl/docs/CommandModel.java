package dev.tidalctl.docs;

import dev.tidalctl.Main;
import dev.tidalctl.cli.Surroundings;
import dev.tidalctl.cli.SystemTerminal;
import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.topology.ClusterFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/** The command line, to be read and not to be run. */
final class CommandModel {
  private CommandModel() {}

  static CommandLine commandLine() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Surroundings surroundings =
        new Surroundings(
            nowhere,
            nowhere,
            new SystemTerminal(),
            Map.of(),
            new Surroundings.Machine("user", "/home/user", "host"),
            () -> Instant.EPOCH,
            new Random(1),
            new Nobody());
    return Main.commandLine(surroundings);
  }

  /** Documents are written without a cluster. */
  private static final class Nobody implements Backend {
    @Override
    public Session open(ClusterFile file) {
      throw new AssertionError();
    }

    @Override
    public RunArchive archive(ClusterFile file) {
      throw new AssertionError();
    }
  }
}
