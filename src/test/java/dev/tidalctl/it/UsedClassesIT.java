package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cluster does not need is not begun with: JDBC least of all. The archive's classes are
 * mapped into every process, JDBC's among them, as they lie there; a class that is used is
 * initialized first.
 */
final class UsedClassesIT {
  private static final List<String> JDBC =
      List.of("'java/sql/", "'org/postgresql/", "'javax/naming/");

  @TempDir private static Path folder;

  @Test
  void aTidalClusterUsesNoJdbc() throws Exception {
    try (RealSandbox sandbox = RealSandbox.up(folder.resolve("stage"), 2)) {
      assertEquals(List.of(), jdbcOf(sandbox, "status"));
      assertEquals(List.of(), jdbcOf(sandbox, "roll", "--to", "2.0.0", "--yes"));

      Path asking =
          sandbox.clusterFileWith(
              "sql.yaml",
              "(?m)^probe: .*$",
              "probe: { sql: { address: \"127.0.0.1:9\", user: app } }");
      List<String> used = used(sandbox, 3, "check", "--cluster", asking.toString());
      assertTrue(used.stream().anyMatch(UsedClassesIT::isJdbc), "the search finds nothing");
    }
  }

  private static List<String> jdbcOf(RealSandbox sandbox, String... command) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--cluster", sandbox.clusterFile().toString()));
    List<String> used = used(sandbox, 0, arguments.toArray(String[]::new));
    assertTrue(
        used.stream().anyMatch(line -> line.contains("'dev/tidalctl/tidal/TidalDriver'")),
        "no class of the driver was seen");
    return used.stream().filter(UsedClassesIT::isJdbc).toList();
  }

  private static List<String> used(RealSandbox sandbox, int code, String... command)
      throws Exception {
    Path classes = Files.createTempDirectory(folder, "classes");
    Map<String, String> noting =
        Map.of("TIDALCTL_JAVA_OPTS", "-Xlog:class+init=info:file=" + classes.resolve("%p"));
    sandbox.launcher().start(noting, command).await().exits(code);
    return lines(classes);
  }

  private static List<String> lines(Path classes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static boolean isJdbc(String line) {
    return JDBC.stream().anyMatch(line::contains);
  }
}
