package dev.tidalctl.process;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of this program's own classes on this program's own Java, in a session of its own. The class
 * needs no others than this program's and the JDK's.
 *
 * <p>Its standard input is a pipe from us: when that ends and nobody closed it, we have died. Its
 * output and complaints are one pipe to us.
 */
public final class OwnProcess {
  private OwnProcess() {}

  /**
   * Starts one.
   *
   * @param main a class with a {@code main} that takes no arguments: what it is to do comes by its
   *     standard input, because arguments can be read by all
   * @param detacher words that take it away from the terminal, see {@link Detacher}
   * @throws IOException when it can't be started
   */
  public static Process start(Class<?> main, List<String> detacher) throws IOException {
    List<String> words = new ArrayList<>(detacher);
    words.addAll(java(main));
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  /** The one place that says how its Java is started. */
  private static List<String> java(Class<?> main) {
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ErrorFileToStderr",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0", // mapped where it was made for, not moved
                "-Xms16m", // the archive holds objects, which must fit
                "-Xmx32m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    Path ownClasses = ownClasses(main);
    Path classArchive = ownClasses.resolveSibling("tidalctl.jsa");
    if (Files.exists(classArchive)) {
      java.add("-XX:SharedArchiveFile=" + classArchive);
    }
    java.addAll(List.of("-cp", ownClasses.toString(), main.getName()));
    return java;
  }

  private static Path ownClasses(Class<?> main) {
    try {
      return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
