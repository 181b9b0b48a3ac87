package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demonstration that is told to end before its time leaves nothing behind. */
final class DemoEndedIT {
  private static final Pattern FOLDER = Pattern.compile("nodes in (/\\S+)");
  private static final String UPGRADE = "sandbox upgrade";
  private static final long TO_START_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whileTheClusterStarts(String signal, int code) throws Exception {
    try (Launcher launcher = new Launcher();
        Launched demo = launcher.start("demo", "--writes", "20", "--queries", "20")) {
      demo.awaitSaying("demo: starting");

      endsWithoutATrace(demo, signal, code);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whileAnUpgradeCommandRuns(String signal, int code) throws Exception {
    try (Launcher launcher = new Launcher();
        Launched demo = launcher.start("demo", "--writes", "20", "--queries", "20")) {
      demo.awaitSaying("roll: node-1 Upgrading");
      awaitUpgradeCommand(folderOf(demo));

      endsWithoutATrace(demo, signal, code);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143"})
  void theFolderAskedForStays(String signal, int code) throws Exception {
    Path stage = folder.resolve("stage");
    try (Launcher launcher = new Launcher();
        Launched demo =
            launcher.start(
                "demo", "--writes", "20", "--queries", "20", "--dir", stage.toString())) {
      demo.awaitSaying("roll: node-1 Upgrading");
      List<ProcessHandle> users = users(stage.toString());

      demo.signal(signal).await().exits(code).says("its folder stays");

      haveEnded(users);
      haveEnded(users(stage.toString()));
      assertTrue(Files.exists(stage.resolve("sandbox.json")));
    }
  }

  @Test
  void aSandboxThatIsThereAlreadyIsLeftAlone() throws Exception {
    Path stage = folder.resolve("stage");
    try (RealSandbox sandbox = RealSandbox.up(stage, 2);
        Launcher launcher = new Launcher()) {
      launcher.run("demo", "--dir", stage.toString()).exits(3).says("one is running in");

      assertEquals("serving", sandbox.control().node("node-1").path("routing").asText());
    }
  }

  private static void endsWithoutATrace(Launched demo, String signal, int code) throws Exception {
    String path = folderOf(demo);
    List<ProcessHandle> users = users(path);

    demo.signal(signal).await().exits(code).says("nothing is left of it");

    assertFalse(Files.exists(Path.of(path)), "its folder is there");
    haveEnded(users);
    haveEnded(users(path));
    assertFalse(Files.exists(Path.of(path)), "its folder is there again");
  }

  private static String folderOf(Launched demo) {
    Matcher said = FOLDER.matcher(demo.said());
    assertTrue(said.find(), demo::said);
    return said.group(1);
  }

  /** What runs may look again at once; nothing tells when a process of another's begins. */
  private static void awaitUpgradeCommand(String path) {
    long until = System.nanoTime() + TO_START_NANOS;
    while (named(path).noneMatch(line -> line.contains(UPGRADE))) {
      assertTrue(System.nanoTime() < until, "no upgrade command runs");
      Thread.onSpinWait();
    }
  }

  private static Stream<String> named(String path) {
    return users(path).stream().flatMap(process -> process.info().commandLine().stream());
  }

  private static List<ProcessHandle> users(String path) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().commandLine().filter(line -> line.contains(path)).isPresent())
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .toList();
  }

  /** Process 1 may take seconds to reap what has ended, and until then it looks alive. */
  private static void haveEnded(List<ProcessHandle> processes) {
    List<String> alive =
        processes.stream()
            .filter(
                process ->
                    process
                        .onExit()
                        .thenApply(ended -> false)
                        .completeOnTimeout(true, 20, TimeUnit.SECONDS)
                        .join())
            .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
            .toList();
    assertEquals(List.of(), alive, "these still run");
  }
}
