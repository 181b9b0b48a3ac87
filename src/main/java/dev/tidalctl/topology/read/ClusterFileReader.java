package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.yaml.ProblemList;
import dev.tidalctl.topology.yaml.YamlDocument;
import dev.tidalctl.topology.yaml.YamlNode;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import dev.tidalctl.topology.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a cluster file.
 *
 * <ol>
 *   <li>Its bytes are read, up to the size limit, and decoded.
 *   <li>The text becomes a tree of positioned text ({@link YamlDocument}).
 *   <li>Each section of the tree becomes a record ({@link RootSection}).
 *   <li>If anything at all was wrong, all of it is thrown at once; no record is half filled.
 * </ol>
 */
public final class ClusterFileReader {
  private ClusterFileReader() {}

  /**
   * Reads and checks a cluster file. Opens no other file, and no connection.
   *
   * @param file the file, as the user named it
   * @param homes what {@code ~} and the default state folder are
   * @throws InvalidClusterFile with every problem, when there is any; exit code 2
   */
  public static ClusterFile read(Path file, HomeFolders homes) throws InvalidClusterFile {
    return read(file, bytesOf(file), homes);
  }

  /** Reads and checks the content of a cluster file. */
  static ClusterFile read(Path file, byte[] bytes, HomeFolders homes) throws InvalidClusterFile {
    ProblemList problems = new ProblemList();
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Reading reading = new Reading(folder.normalize(), homes, problems);
    Optional<ClusterFile> cluster =
        YamlText.decode(bytes, problems)
            .flatMap(text -> root(text, problems))
            .flatMap(root -> RootSection.read(file, new Field("the file", root, reading)));
    if (cluster.isEmpty() || !problems.found().isEmpty()) {
      throw new InvalidClusterFile(file, problems.found());
    }
    return cluster.get();
  }

  private static Optional<YamlNode> root(String text, ProblemList problems) {
    Optional<YamlNode> root = YamlDocument.parse(text, problems);
    boolean empty =
        root.map(node -> node instanceof Scalar scalar && scalar.isEmpty())
            .orElse(problems.found().isEmpty());
    if (empty) {
      problems.accept(
          Problem.ofWholeFile(
              "the file is empty: it wants at least apiVersion, name, driver, nodes"));
      return Optional.empty();
    }
    return root;
  }

  private static byte[] bytesOf(Path file) throws InvalidClusterFile {
    if (Files.isDirectory(file)) {
      throw unreadable(file, "is a directory, not a cluster file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(file, "is not a regular file");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(YamlText.LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "permission denied");
    } catch (IOException e) {
      throw unreadable(file, "can't be read: " + e.getMessage());
    }
  }

  private static InvalidClusterFile unreadable(Path file, String why) {
    return new InvalidClusterFile(file, List.of(Problem.ofWholeFile(why)));
  }
}
