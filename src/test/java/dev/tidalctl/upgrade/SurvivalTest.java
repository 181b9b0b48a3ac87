package dev.tidalctl.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Machine;
import dev.tidalctl.upgrade.supervisor.ProcessStamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed: what becomes of a command, and who learns how it ended. */
@Timeout(60)
final class SurvivalTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @AfterEach
  void nothingIsWrittenAnyMore() throws Exception {
    Supervisors.awaitEnd(folder);
  }

  @Test
  void aCommandOutlivesItsCallerAndIsAdopted() throws Exception {
    Process caller = UpgradeCaller.start(runs(), command());
    awaitBegin();

    killGroup(caller);
    CompletableFuture<CommandEnd> adopted = CompletableFuture.supplyAsync(() -> run(LONG));
    Files.createFile(folder.resolve("go"));

    assertEquals(new CommandEnd.How.Exited(4), adopted.get(20, TimeUnit.SECONDS).how());
    assertEquals("begun\ndone\n", witnessed());
    assertEquals("hello\n", Files.readString(Path.of(adopted.get().log())));
  }

  @Test
  void whatEndedWhileNobodyWatchedIsKnown() throws Exception {
    Process caller = UpgradeCaller.start(runs(), command());
    awaitBegin();

    killGroup(caller);
    Files.createFile(folder.resolve("go"));
    ProcessStamp supervisor = attempt().claim().orElseThrow().supervisor();
    Waiting.until("the supervisor ends", () -> !supervisor.isAlive());

    assertEquals(new CommandEnd.How.Exited(4), run(LONG).how());
    assertEquals("begun\ndone\n", witnessed());
  }

  @Test
  void twoProcessesThatAskStartOneCommand() throws Exception {
    Process one = UpgradeCaller.start(runs(), command());
    Process other = UpgradeCaller.start(runs(), command());
    awaitBegin();
    Files.createFile(folder.resolve("go"));

    assertEquals("Exited[status=4]\n", said(one));
    assertEquals("Exited[status=4]\n", said(other));
    assertEquals("begun\ndone\n", witnessed());
  }

  @Test
  void aCommandOutlivesItsSupervisorButItsEndIsUnknown() throws Exception {
    CompletableFuture<CommandEnd> end = CompletableFuture.supplyAsync(() -> run(LONG));
    awaitBegin();
    ProcessStamp command = awaitCommand();

    killSupervisor();
    Files.createFile(folder.resolve("go"));

    String why = unknown(end.get(20, TimeUnit.SECONDS));
    assertTrue(why.contains("the command, process " + command.pid()), why);
    assertTrue(why.endsWith("see " + attempt().path()), why);
    assertEquals("begun\ndone\n", witnessed());
    assertInstanceOf(CommandEnd.How.Unknown.class, run(LONG).how(), "it is not started again");
    assertEquals("begun\ndone\n", witnessed());
  }

  @Test
  void aCommandWithoutItsSupervisorKeepsItsLimit() throws Exception {
    Duration limit = Duration.ofSeconds(3);
    CompletableFuture<CommandEnd> end = CompletableFuture.supplyAsync(() -> run(limit));
    awaitBegin();
    ProcessStamp command = awaitCommand();

    killSupervisor();

    assertEquals(new CommandEnd.How.TimedOut(limit), end.get(20, TimeUnit.SECONDS).how());
    assertFalse(command.isAlive());
    assertEquals("begun\n", witnessed());
  }

  @Test
  void aSupervisorWithoutWorkEndsWhenItsInputDoes() throws Exception {
    SupervisorProcess idle = SupervisorProcess.start(Detacher.words(System.getenv("PATH")));
    idle.dismiss();

    assertInstanceOf(SupervisorProcess.Verdict.Died.class, idle.awaitVerdict(LONG).orElseThrow());
  }

  private String[] command() {
    String script =
        """
        echo hello; echo begun >> WITNESS
        while [ ! -e GO ]; do sleep 0.02; done
        echo done >> WITNESS; exit 4
        """;
    return new String[] {
      "sh",
      "-c",
      script
          .replace("WITNESS", folder.resolve("witness").toString())
          .replace("GO", folder.resolve("go").toString())
    };
  }

  private CommandEnd run(Duration limit) {
    try (SupervisedUpgrader upgrader =
        new SupervisedUpgrader(
            runs(), System.getenv("PATH"), Machine.here("here"), Duration.ofMillis(500))) {
      return upgrader.run(UpgradeCaller.job(limit, command()));
    }
  }

  private static String unknown(CommandEnd end) {
    return assertInstanceOf(CommandEnd.How.Unknown.class, end.how()).why();
  }

  private Path runs() {
    return folder.resolve("runs");
  }

  private AttemptFolder attempt() {
    return new AttemptFolder(runs().resolve("r-1/upgrades/node-1/1"));
  }

  private void awaitBegin() throws Exception {
    Waiting.until("the command begins", () -> Files.exists(folder.resolve("witness")));
  }

  private ProcessStamp awaitCommand() throws Exception {
    Waiting.until("its process is written down", () -> attempt().command().isPresent());
    return attempt().command().orElseThrow();
  }

  private String witnessed() throws IOException {
    return Files.readString(folder.resolve("witness"));
  }

  private void killSupervisor() throws Exception {
    long pid = attempt().claim().orElseThrow().supervisor().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** As a terminal signals: the caller's whole process group. */
  private static void killGroup(Process caller) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -KILL -" + caller.pid()).start();
    assertEquals(0, kill.waitFor());
    assertTrue(caller.waitFor(10, TimeUnit.SECONDS));
  }

  private static String said(Process caller) throws Exception {
    String said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(caller.waitFor(10, TimeUnit.SECONDS));
    return said;
  }
}
