package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wal.SyncedFiles;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The files of a sandbox directory. */
final class StageFiles {
  static final String CLUSTER_FILE = "cluster.yaml";
  private static final String DESCRIPTION = "sandbox.json";
  private static final Duration UPDATE_LIMIT = Duration.ofSeconds(10);

  private final Path dir;

  StageFiles(Path dir) {
    this.dir = dir;
  }

  Path control() {
    return dir.resolve("control");
  }

  Path node(String name) {
    return dir.resolve("nodes").resolve(name);
  }

  /** Held by who starts or ends the whole sandbox. */
  Path wholeLock() {
    return dir.resolve("up.lock");
  }

  /** Held by who starts or ends a process of this name. */
  Path processLock(String name) {
    return node(name).resolve("lock");
  }

  /** What {@code sandbox.json} says; empty when there is none. */
  Optional<StageDescription> read() {
    Path file = dir.resolve(DESCRIPTION);
    try {
      return Files.exists(file)
          ? Optional.of(StageDescription.from(dir, JsonObject.parse(Files.readAllBytes(file))))
          : Optional.empty();
    } catch (IOException | Problem e) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "the sandbox in " + dir + " is not known",
          file + " can't be read: " + e.getMessage(),
          "nothing was changed",
          "use another directory");
    }
  }

  void write(StageDescription description) {
    try {
      SyncedFiles.replace(dir.resolve(DESCRIPTION), description.document().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes {@code sandbox.json} under its lock, as several upgrades may at once. */
  StageDescription update(UnaryOperator<StageDescription> change) {
    try (StageLock _ = StageLock.take(dir.resolve("sandbox.lock"), UPDATE_LIMIT)) {
      StageDescription next = change.apply(read().orElseThrow());
      write(next);
      return next;
    }
  }

  /** Writes the cluster file for tidalctl. */
  void writeClusterFile(StageDescription description) {
    try {
      Files.writeString(description.clusterFile(), ClusterFileText.of(description));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes what an earlier sandbox in this directory left behind.
   *
   * @throws SandboxException when something in the way is not a sandbox's
   */
  void clear() {
    List<Path> inTheWay =
        Stream.of("control", "nodes", "state", CLUSTER_FILE)
            .map(dir::resolve)
            .filter(Files::exists)
            .toList();
    if (!inTheWay.isEmpty() && read().isEmpty()) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "no sandbox was started",
          inTheWay.getFirst() + " is there, and no sandbox has made it",
          "nothing was changed",
          "use another directory");
    }
    inTheWay.forEach(StageFiles::remove);
  }

  /** The end of a log file, for a message. */
  static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    } catch (IOException e) {
      return "no output";
    }
  }

  private static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
