package dev.tidalctl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that misbehave end all the same, and say what they said. */
@Timeout(30)
final class BoundedCommandTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void saysHowItEnded() throws InterruptedException {
    assertEquals(
        new Ended.Exited(3, "out v\n", "err\n"), run(LONG, "echo out $V; echo err >&2; exit 3"));
  }

  @Test
  void hasTheVariablesItWasGivenAndNoOthers() throws InterruptedException {
    Ended.Exited exited = assertInstanceOf(Ended.Exited.class, run(LONG, "env"));
    assertFalse(exited.output().contains("PATH="), exited.output());
  }

  @Test
  void whatDoesNotEndIsKilledWithItsChildren() throws Exception {
    Ended ended = run(Duration.ofMillis(700), "sleep 60 & echo $! > child; wait");

    assertEquals(new Ended.TimedOut(Duration.ofMillis(700)), ended);
    assertGone(Long.parseLong(Files.readString(folder.resolve("child")).strip()));
  }

  @Test
  void anOutputThatAChildKeepsOpenIsNotWaitedFor() throws Exception {
    long start = System.nanoTime();

    Ended ended = run(LONG, "echo said; sleep 15 & echo $! > child");

    // Java may hand over what there is when the command ends, or leave a reader waiting for more.
    String output = assertInstanceOf(Ended.Exited.class, ended).output();
    assertTrue(List.of("said\n", "said\n...").contains(output), output);
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child")).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void keepsTheBeginningOfMuch() throws InterruptedException {
    Ended ended = run(LONG, "yes | head -c 5000000");

    assertEquals(1 << 20, assertInstanceOf(Ended.Exited.class, ended).output().length());
  }

  @Test
  void whatIsNoProgramWasNotStarted() throws InterruptedException {
    Ended ended =
        new BoundedCommand(List.of("/no/such/program"), Map.of(), BoundedCommand.NO_INPUT, LONG)
            .run();

    assertTrue(assertInstanceOf(Ended.NotStarted.class, ended).why().contains("/no/such/program"));
  }

  private Ended run(Duration limit, String script) throws InterruptedException {
    return new BoundedCommand(
            List.of("/bin/sh", "-c", "cd " + folder + "\n" + script),
            Map.of("V", "v"),
            BoundedCommand.NO_INPUT,
            limit)
        .run();
  }

  private static void assertGone(long pid) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (ProcessHandle.of(pid).isPresent() && !zombie(pid)) {
      assertTrue(System.nanoTime() < deadline, "it lives");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static boolean zombie(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
  }
}
