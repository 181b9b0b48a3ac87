package dev.tidalctl.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Machine;
import dev.tidalctl.upgrade.supervisor.ProcessStamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's command: how it is run, how it ends, what becomes of its output. */
@Timeout(60)
final class SupervisedUpgraderTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @AfterEach
  void nothingIsWrittenAnyMore() throws Exception {
    Supervisors.awaitEnd(folder);
  }

  @Test
  void aCommandEndsWithItsStatus() {
    assertEquals(new CommandEnd.How.Exited(7), run(LONG, "/bin/sh", "-c", "exit 7").how());
  }

  @Test
  void aCommandKilledByASignalEndsWithItsNumberAnd128() {
    assertEquals(new CommandEnd.How.Exited(137), run(LONG, "/bin/sh", "-c", "kill -9 $$").how());
  }

  @Test
  void anAttemptRunsOnceHoweverOftenItIsAskedFor() throws IOException {
    Path witness = folder.resolve("witness");
    String[] command = {"/bin/sh", "-c", "echo once >> " + witness + "; exit 6"};

    CommandEnd first = run(LONG, command);

    assertEquals(new CommandEnd.How.Exited(6), first.how());
    assertEquals(first, run(LONG, command));
    assertEquals("once\n", Files.readString(witness));
  }

  @Test
  void whoAsksAtTheSameTimeSharesOneCommand() throws Exception {
    Path witness = folder.resolve("witness");
    Callable<CommandEnd> ask =
        () -> run(LONG, "/bin/sh", "-c", "echo once >> " + witness + "; sleep 0.3; exit 5");

    try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
      for (Future<CommandEnd> end : callers.invokeAll(List.of(ask, ask, ask))) {
        assertEquals(new CommandEnd.How.Exited(5), end.get().how());
      }
    }
    assertEquals("once\n", Files.readString(witness));
  }

  @Test
  void anEndThatCannotBeWrittenDownIsStillTold() {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "rm -r " + folder.resolve("runs") + "; exit 3");

    assertEquals(new CommandEnd.How.Exited(3), end.how());
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
    assertEquals(folder.resolve("runs/r-1/upgrades/node-1/2/output.log"), log);
    assertEquals("rw-------", permissions(log));
    assertEquals("rwx------", permissions(folder.resolve("runs/r-1/upgrades/node-1/2")));
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
    Files.writeString(folder.resolve("runs"), "a file in the folder's place");
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
      assertTrue(ProcessStamp.of(Long.parseLong(pid)).isEmpty(), () -> pid + " still runs");
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
    assertTrue(ProcessStamp.of(Long.parseLong(Files.readString(pids).strip())).isEmpty());
  }

  @Test
  void whoLostItsParentOrTookASessionIsEndedToo() throws Exception {
    Path pids = folder.resolve("pids");
    Duration limit = Duration.ofSeconds(1);
    String command =
        "(sleep 300 & echo $! >> PIDS); setsid sh -c 'echo $$ >> PIDS; exec sleep 300' & sleep 300";

    CommandEnd end = run(limit, "/bin/sh", "-c", command.replace("PIDS", pids.toString()));

    assertEquals(new CommandEnd.How.TimedOut(limit), end.how());
    List<String> family = Files.readAllLines(pids);
    assertEquals(2, family.size());
    for (String pid : family) {
      assertTrue(ProcessStamp.of(Long.parseLong(pid)).isEmpty(), () -> pid + " still runs");
    }
  }

  @Test
  void whatTheCommandLeavesRunningMayPrintOn() throws Exception {
    Path ticks = folder.resolve("ticks");
    Path goOn = Files.createFile(folder.resolve("go-on"));
    String daemon = "while [ -e GO_ON ]; do echo tick; echo tick >> TICKS; sleep 0.02; done";
    String command =
        "(" + daemon.replace("GO_ON", goOn.toString()).replace("TICKS", ticks.toString()) + ") &";

    CommandEnd end = run(LONG, "/bin/sh", "-c", command);

    assertEquals(new CommandEnd.How.Exited(0), end.how());
    AttemptFolder attempt = new AttemptFolder(folder.resolve("runs/r-1/upgrades/node-1/2"));
    ProcessStamp supervisor = attempt.claim().orElseThrow().supervisor();
    Waiting.until("the supervisor ends", () -> !supervisor.isAlive());
    long before = Files.size(ticks);
    Waiting.until("the daemon goes on", () -> Files.size(ticks) > before + 25);
    Files.delete(goOn);
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
    assertTrue(Files.size(log) < SupervisedUpgrader.LOG_CAP + 200, () -> "size of " + log);
    byte[] bytes = Files.readAllBytes(log);
    String tail = new String(bytes, bytes.length - 140, 140, StandardCharsets.UTF_8);
    assertTrue(
        tail.endsWith(
            """

            [tidalctl] the output goes on beyond 10485760 bytes; the rest is not kept

            [tidalctl] 89514240 bytes of output were not kept
            """),
        tail);
  }

  @Test
  void theCommandHasAProcessGroupAndSessionOfItsOwn() throws IOException {
    CommandEnd end = run(LONG, "/bin/sh", "-c", "cat /proc/$$/stat; kill -TERM 0");

    String[] stat = Files.readString(Path.of(end.log())).split(" ", -1);
    assertEquals(new CommandEnd.How.Exited(143), end.how(), "its supervisor is not in its group");
    assertEquals(stat[0], stat[4], "its process group is its own");
    assertEquals(stat[0], stat[5], "its session is its own");
  }

  @Test
  void anInterruptedWaitLeavesTheCommandAlone() throws Exception {
    Path pids = folder.resolve("pids");
    Thread.currentThread().interrupt();
    CommandEnd end = run(LONG, "/bin/sh", "-c", "echo $$ > " + pids + "; exec sleep 300");
    boolean interrupted = Thread.interrupted();

    assertTrue(interrupted, "the interrupt is for the caller to see");
    assertInstanceOf(CommandEnd.How.Unknown.class, end.how());
    Waiting.until("the command begins", () -> Files.exists(pids) && Files.size(pids) > 0);
    ProcessHandle command =
        ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
    assertTrue(command.isAlive());
    command.destroyForcibly();
  }

  private CommandEnd run(Duration limit, String... argv) {
    try (SupervisedUpgrader upgrader =
        new SupervisedUpgrader(
            folder.resolve("runs"),
            System.getenv("PATH"),
            Machine.here("here"),
            Duration.ofMillis(500))) {
      return upgrader.run(
          new UpgradeJob.Command(
              new NodeName("node-1"),
              new RunId("r-1"),
              2,
              List.of(argv),
              Map.of("TIDALCTL_NODE", "node-1"),
              limit));
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void noCommandIsStartedBesideOneOfAnotherRun() throws Exception {
    Path pids = folder.resolve("pid-of-the-other");
    Thread other =
        Thread.ofVirtual()
            .start(
                () -> run(Duration.ofSeconds(60), "sh", "-c", "echo $$ > " + pids + "; sleep 60"));
    Waiting.until(
        "the command runs", () -> Files.exists(pids) && !Files.readString(pids).isBlank());
    Path runs = folder.resolve("runs");
    RunningUpgrades running = new RunningUpgrades(runs, Machine.here("here"));
    RunningUpgrades.Running found = running.of(new RunId("r-1")).getFirst();
    assertEquals(new NodeName("node-1"), found.node());
    assertEquals(2, found.attempt());
    assertEquals(List.of(), running.of(new RunId("r-2")));
    assertEquals(List.of(), running.on(new NodeName("node-2")));

    try (SupervisedUpgrader upgrader =
        new SupervisedUpgrader(
            runs, System.getenv("PATH"), Machine.here("here"), Duration.ofMillis(500))) {
      CommandEnd end =
          upgrader.run(
              new UpgradeJob.Command(
                  new NodeName("node-1"),
                  new RunId("r-2"),
                  1,
                  List.of("true"),
                  Map.of(),
                  Duration.ofSeconds(60)));
      String why = assertInstanceOf(CommandEnd.How.NotStarted.class, end.how()).why();
      assertTrue(why.contains("run r-1 on node-1, attempt 2, still runs (process "), why);
    }

    ProcessHandle.of(Long.parseLong(Files.readString(pids).strip()))
        .orElseThrow()
        .destroyForcibly();
    other.join();
    assertEquals(List.of(), running.on(new NodeName("node-1")));
  }
}
