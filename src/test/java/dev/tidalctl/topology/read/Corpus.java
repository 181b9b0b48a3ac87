package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.InvalidClusterFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cluster files under {@code src/test/resources}: {@code valid}, and {@code invalid}, where each
 * file is named after the one rule that it breaks.
 */
final class Corpus {
  static final HomeFolders HOMES =
      new HomeFolders(Path.of("/home/op"), Path.of("/home/op/.local/state"));

  private static final Path ROOT = Path.of("src/test/resources/dev/tidalctl/topology");

  private Corpus() {}

  static List<Path> valid() {
    return files("valid");
  }

  static List<Path> invalid() {
    return files("invalid");
  }

  static Path valid(String name) {
    return ROOT.resolve("valid").resolve(name + ".yaml");
  }

  static Path invalid(String rule) {
    return ROOT.resolve("invalid").resolve(rule + ".yaml");
  }

  /** The file's name without its ending: for an invalid file, its rule. */
  static String nameOf(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }

  static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClusterFile read(Path file) throws InvalidClusterFile {
    return ClusterFileReader.read(file, HOMES);
  }

  private static List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
