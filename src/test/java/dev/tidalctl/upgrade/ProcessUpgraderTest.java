package dev.tidalctl.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's command: how it is run, how it ends, what becomes of its output. */
@Timeout(60)
final class ProcessUpgraderTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void aCommandEndsWithItsStatus() {
    assertEquals(new CommandEnd.How.Exited(0), run(LONG, "/bin/true").how());
    assertEquals(new CommandEnd.How.Exited(7), run(LONG, "/bin/sh", "-c", "exit 7").how());
  }

  @Test
  void wordsGoToTheCommandAsTheyAre() throws IOException {
    CommandEnd end = run(LONG, "printf", "%s|", "$HOME", "a b", "*", "'", "\";exit 1;\"", "");

    assertEquals(new CommandEnd.How.Exited(0), end.how());
    assertEquals("$HOME|a b|*|'|\";exit 1;\"||", Files.readString(Path.of(end.log())));
  }

  @Test
  void theJobsVariablesAreAddedToTheEnvironment() throws IOException {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "echo $TIDALCTL_NODE ${PATH:+path}");

    assertEquals("node-1 path\n", Files.readString(Path.of(end.log())));
  }

  @Test
  void inputIsEmptyAndOutputAndErrorsGoToOneFileForItsOwner() throws IOException {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "cat; echo out; echo err >&2");
    Path log = Path.of(end.log());

    assertEquals("out\nerr\n", Files.readString(log));
    assertEquals(folder.resolve("logs/r-1/node-1.2.log"), log);
    assertEquals("rw-------", permissions(log));
    assertEquals("rwx------", permissions(folder.resolve("logs/r-1")));
  }

  @Test
  void whatIsNotThereIsNotStarted() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));

    assertEquals(
        new CommandEnd.How.NotStarted("there is no program no-such-program"),
        run(LONG, "no-such-program").how());
    assertEquals(
        new CommandEnd.How.NotStarted("there is no program " + plain),
        run(LONG, plain.toString()).how());
    assertEquals(
        new CommandEnd.How.NotStarted("there is no program a\0b"), run(LONG, "a\0b").how());
    assertInstanceOf(
        CommandEnd.How.NotStarted.class, run(LONG, "/bin/echo", "an argument with \0").how());
  }

  @Test
  void aLogThatCannotBeWrittenStartsNothing() throws IOException {
    Files.writeString(folder.resolve("logs"), "a file in the folder's place");
    Path witness = folder.resolve("witness");

    assertInstanceOf(CommandEnd.How.NotStarted.class, run(LONG, "touch", witness.toString()).how());
    assertFalse(Files.exists(witness));
  }

  @Test
  void aCommandPastItsLimitIsEndedWithItsDescendants() throws Exception {
    Path pids = folder.resolve("pids");
    Duration limit = Duration.ofSeconds(1);

    CommandEnd end =
        run(limit, "/bin/sh", "-c", "sleep 300 & echo $! $$ > " + pids + "; sleep 300");

    assertEquals(new CommandEnd.How.TimedOut(limit), end.how());
    for (String pid : Files.readString(pids).strip().split(" ", -1)) {
      awaitEnd(Long.parseLong(pid));
    }
  }

  @Test
  void whoIgnoresTermIsKilledAfterTheGrace() throws Exception {
    Path pids = folder.resolve("pids");
    Duration limit = Duration.ofSeconds(1);

    CommandEnd end =
        run(
            limit,
            "/bin/sh",
            "-c",
            "trap '' TERM; echo $$ > " + pids + "; while :; do sleep 0.1; done");

    assertEquals(new CommandEnd.How.TimedOut(limit), end.how());
    assertTrue(end.took().compareTo(Duration.ofSeconds(20)) < 0, () -> "took " + end.took());
    awaitEnd(Long.parseLong(Files.readString(pids).strip()));
  }

  @Test
  void whatTheCommandLeavesRunningIsNeitherWaitedForNorEnded() throws Exception {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "sleep 300 & echo $!");
    long left = Long.parseLong(Files.readString(Path.of(end.log())).strip());
    ProcessHandle database = ProcessHandle.of(left).orElseThrow();

    try {
      assertEquals(new CommandEnd.How.Exited(0), end.how());
      assertTrue(end.took().compareTo(Duration.ofSeconds(20)) < 0, () -> "took " + end.took());
      assertTrue(database.isAlive());
    } finally {
      database.destroyForcibly();
    }
  }

  @Test
  void outputBeyondTheCapIsReadButNotKept() throws IOException {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "head -c 100000000 /dev/zero; exit 3");
    Path log = Path.of(end.log());

    assertEquals(new CommandEnd.How.Exited(3), end.how());
    assertTrue(Files.size(log) < ProcessUpgrader.LOG_CAP + 200, () -> "size of " + log);
    byte[] bytes = Files.readAllBytes(log);
    String tail =
        new String(bytes, bytes.length - 100, 100, java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(
        tail.endsWith(
            "[tidalctl] the output goes on beyond 10485760 bytes; the rest is not kept\n"),
        tail);
  }

  @Test
  void ctrlCDoesNotReachTheCommand() throws IOException {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "kill -INT $$; echo still here");

    assertEquals("still here\n", Files.readString(Path.of(end.log())));
  }

  @Test
  void anInterruptedWaitLeavesTheCommandAlone() throws Exception {
    Path pids = folder.resolve("pids");
    Thread.currentThread().interrupt();
    CommandEnd end = run(LONG, "/bin/sh", "-c", "echo $$ > " + pids + "; exec sleep 300");
    boolean interrupted = Thread.interrupted();

    assertTrue(interrupted, "the interrupt is for the caller to see");
    assertInstanceOf(CommandEnd.How.Unknown.class, end.how());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(pids) || Files.size(pids) == 0) {
      assertTrue(System.nanoTime() < deadline, "the command never began");
      Thread.onSpinWait();
    }
    ProcessHandle command =
        ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
    assertTrue(command.isAlive());
    command.destroyForcibly();
  }

  private CommandEnd run(Duration limit, String... argv) {
    ProcessUpgrader upgrader =
        new ProcessUpgrader(folder.resolve("logs"), System.getenv("PATH"), Duration.ofMillis(500));
    return upgrader.run(
        new UpgradeJob(
            new NodeName("node-1"),
            new RunId("r-1"),
            2,
            List.of(argv),
            Map.of("TIDALCTL_NODE", "node-1"),
            limit));
  }

  private static void awaitEnd(long pid) throws Exception {
    var handle = ProcessHandle.of(pid);
    if (handle.isPresent()) {
      handle.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
