package dev.tidalctl.sandbox.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts this program's own classes as a process of its own: same Java, same class path, away from
 * the terminal, so that it outlives who started it. Output goes to a file.
 */
final class Launcher {
  private static final Path NOTHING = Path.of("/dev/null");

  private Launcher() {}

  /**
   * Starts a main class.
   *
   * @param heapMegabytes the largest heap
   * @param log where its output is appended
   * @throws IOException when the process can't be started
   */
  static LiveProcess start(Class<?> main, int heapMegabytes, Path log, List<String> arguments)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> command = new ArrayList<>();
    detacher().ifPresent(path -> command.add(path.toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-Xms16m",
            "-Xmx" + heapMegabytes + "m"));
    List<Path> classPath = classPath();
    classArchive(classPath).ifPresent(path -> command.add("-XX:SharedArchiveFile=" + path));
    command.addAll(List.of("-cp", joined(classPath), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(NOTHING.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true)
            .start();
    return LiveProcess.of(process.toHandle());
  }

  /** A program that takes what it runs away from the terminal, where there is one. */
  private static Optional<Path> detacher() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "setsid"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> classPath() {
    String separator = File.pathSeparator;
    return Arrays.stream(System.getProperty("java.class.path").split(separator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  private static String joined(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The archive of our classes, which the distribution has beside the jar. */
  private static Optional<Path> classArchive(List<Path> classPath) {
    return Optional.of(classPath.getFirst().resolveSibling("tidalctl.jsa")).filter(Files::exists);
  }
}
