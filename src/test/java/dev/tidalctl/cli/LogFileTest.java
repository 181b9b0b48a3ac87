package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.render.EventText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Log files that take nothing, and lines that would do harm. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LogFileTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  private Path pipe;

  @BeforeEach
  void makePipe() throws Exception {
    tidalctl.on(ClusterFiles.valid(folder));
    pipe = folder.resolve("pipe");
    run(0, "mkfifo", pipe.toString());
  }

  @Test
  void aPipeThatIsFullHoldsNoRollUpAndIsToldOnce() throws Exception {
    try (RandomAccessFile _ = new RandomAccessFile(pipe.toFile(), "rw")) {
      fill();

      int code = assertTimeout(SOON, () -> roll());

      assertEquals(0, code, tidalctl::err);
      assertEquals(
          List.of(
              "warning: the log file " + pipe + " took nothing for 2 s: no more is written to it"),
          warnings());
    }
  }

  @Test
  void aPipeThatIsFullHoldsNobodyUpWhoClosesIt() throws Exception {
    List<String> warnings = new ArrayList<>();
    try (RandomAccessFile _ = new RandomAccessFile(pipe.toFile(), "rw")) {
      fill();
      LogFile log = open(pipe, warnings);
      log.line("stuck");

      assertTimeout(
          Duration.ofSeconds(3),
          () -> {
            log.line("dropped");
            log.close();
            log.line("after the end");
          });
    }
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void aPipeThatNobodyOpensIsRefusedBeforeAnythingIsContacted() throws Exception {
    int code = assertTimeout(SOON, () -> roll());

    assertEquals(2, code);
    assertTrue(tidalctl.err().contains("it did not open within 2 s"), tidalctl::err);
    assertEquals(0, cluster.looks());
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      assertEquals(0, reader.length(), "whoever waits to open it is let go");
    }
  }

  @Test
  void aLineMovesNoCursor() throws IOException {
    List<String> warnings = new ArrayList<>();
    Path file = folder.resolve("roll.log");

    try (LogFile log = open(file, warnings)) {
      log.line("a\u009b2Jb\u202ec\nd\u2028e");
    }

    assertEquals("1970-01-01T00:00:00Z a 2Jb c d e\n", Files.readString(file));
    assertEquals(List.of(), warnings);
  }

  private static LogFile open(Path file, List<String> warnings) throws IOException {
    return LogFile.open(file, EventText.Detail.TRANSITIONS, () -> Instant.EPOCH, warnings::add);
  }

  private int roll() {
    return tidalctl.run("roll", "--to=2.0.0", "--yes", "--log-file", pipe.toString());
  }

  private List<String> warnings() {
    return tidalctl.err().lines().filter(line -> line.startsWith("warning: ")).toList();
  }

  /** Until it takes no more, which ends dd with status 1. */
  private void fill() throws Exception {
    run(1, "dd", "if=/dev/zero", "of=" + pipe, "oflag=nonblock", "bs=4096", "count=4096");
  }

  private static void run(int status, String... argv) throws Exception {
    Process process =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(status, process.waitFor(), () -> String.join(" ", argv));
  }
}
