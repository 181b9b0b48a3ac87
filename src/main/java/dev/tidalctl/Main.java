package dev.tidalctl;

import dev.tidalctl.cli.CommandLines;
import dev.tidalctl.cli.Surroundings;
import dev.tidalctl.cli.SystemTerminal;
import dev.tidalctl.cli.sandbox.DemoCommand;
import dev.tidalctl.cli.sandbox.SandboxCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The program's entry point and composition root. */
public final class Main {

  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private static final List<CommandLines.Subcommand> ELSEWHERE =
      List.of(
          new CommandLines.Subcommand("sandbox", SandboxCommand::assemble),
          new CommandLines.Subcommand(
              "demo", context -> new CommandLine(new DemoCommand(context))));

  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /**
   * Runs one command line.
   *
   * @param out takes data only
   * @param err takes everything else
   * @return the exit code, 0 when done
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Map<String, String> environment = System.getenv();
    String hostName = hostName();
    Surroundings surroundings =
        new Surroundings(
            out,
            err,
            new SystemTerminal(),
            environment,
            new Surroundings.Machine(
                System.getProperty("user.name"), System.getProperty("user.home"), hostName),
            InstantSource.system(),
            () -> Chance.SOURCE.nextLong(),
            new Drivers(environment, System.getProperty("user.name"), hostName));
    return CommandLines.execute(surroundings, ELSEWHERE, args);
  }

  /** All commands, as one model. */
  public static CommandLine commandLine(Surroundings surroundings) {
    return CommandLines.of(surroundings, ELSEWHERE);
  }

  /** Made when it is first asked: most commands need none, and its seed takes time. */
  private static final class Chance {
    private static final SecureRandom SOURCE = new SecureRandom();
  }

  /** The kernel's word where there is one: asking a name server could take seconds. */
  private static String hostName() {
    try {
      return Files.readString(KERNEL_HOST_NAME).strip();
    } catch (IOException notLinux) {
      return localHostName();
    }
  }

  private static String localHostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
