package dev.tidalctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's entry point. */
public final class Main {

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
    return new CommandLine(new Root()).setOut(out).setErr(err).execute(args);
  }

  @Command(
      name = "tidalctl",
      mixinStandardHelpOptions = true,
      versionProvider = BuiltVersion.class,
      description = "Rolls a replicated cluster to a new version, node by node.")
  static final class Root {}

  static final class BuiltVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties built = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IllegalStateException("version.properties is missing from the jar");
        }
        built.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {"tidalctl " + built.getProperty("version")};
    }
  }
}
