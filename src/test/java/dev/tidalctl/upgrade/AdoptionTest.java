package dev.tidalctl.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Machine;
import dev.tidalctl.upgrade.supervisor.ProcessStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the files of an attempt say to who did not start it. */
@Timeout(30)
final class AdoptionTest {
  private static final Machine HERE = new Machine("here", "boot-1 pid:[1]");
  private static final ProcessStamp SELF =
      ProcessStamp.of(ProcessHandle.current().pid()).orElseThrow();
  private static final ProcessStamp RECYCLED = new ProcessStamp(SELF.pid(), "1");

  @TempDir Path folder;

  @Test
  void withoutAClaimItNeverStarted() throws Exception {
    assertEquals(Optional.empty(), adopt());
  }

  @Test
  void anEndIsBelievedWhoeverWroteIt() throws Exception {
    claim(RECYCLED, "elsewhere", "boot-2");
    write("end", "tidalctl upgrade end 1\nkind EXITED\nstatus 3\nwhy \nnanos 5000000\nend\n");

    CommandEnd end = adopt().orElseThrow();

    assertEquals(new CommandEnd.How.Exited(3), end.how());
    assertEquals(Duration.ofMillis(5), end.took());
  }

  @Test
  void aTimeOutNamesTheLimitOfItsClaim() throws Exception {
    claim(RECYCLED, "here", HERE.id());
    write("end", "tidalctl upgrade end 1\nkind TIMED_OUT\nstatus 0\nwhy \nnanos 9\nend\n");

    assertEquals(new CommandEnd.How.TimedOut(Duration.ofSeconds(20)), adopt().orElseThrow().how());
  }

  @Test
  void whatWasNotStartedSaysWhyInOneLine() throws Exception {
    claim(RECYCLED, "here", HERE.id());
    write(
        "end",
        "tidalctl upgrade end 1\nkind NOT_STARTED\nstatus 0\nwhy a\\nb\\\\c\nnanos 0\nend\n");

    assertEquals(new CommandEnd.How.NotStarted("a\nb\\c"), adopt().orElseThrow().how());
  }

  @Test
  void aClaimOfAnotherMachineIsNotForUsToJudge() throws Exception {
    claim(SELF, "ops-2", "boot-2 pid:[1]");

    unknown("it was started on ops-2 (supervisor: process " + SELF.pid() + ")");
  }

  @Test
  void aLaterProcessOfTheSameIdIsAnother() throws Exception {
    claim(RECYCLED, "here", HERE.id());

    unknown("its supervisor, process " + SELF.pid() + ", died before it wrote down");
  }

  @Test
  void aCommandThatIsGoneWithItsSupervisorEndedUnseen() throws Exception {
    claim(RECYCLED, "here", HERE.id());
    write("command", "tidalctl upgrade command 1\npid " + SELF.pid() + "\nstart 1\nend\n");

    unknown("nobody saw how the command, process " + SELF.pid() + ", ended");
  }

  @Test
  void aTornRecordIsNoRecord() throws Exception {
    claim(RECYCLED, "here", HERE.id());
    String whole = Files.readString(attempt().path().resolve("claim"));
    for (int length = 0; length < whole.length(); length++) {
      write("claim", whole.substring(0, length));
      unknown("the record of it cannot be read: ");
    }
  }

  @Test
  void anUnreadableRecordIsNotAnAbsentOne() throws Exception {
    Files.createDirectories(attempt().path().resolve("claim"));

    unknown("the record of it cannot be read: ");
  }

  private void unknown(String why) throws Exception {
    CommandEnd end = adopt().orElseThrow();
    String said = assertInstanceOf(CommandEnd.How.Unknown.class, end.how()).why();
    assertTrue(said.contains(why), said);
    assertTrue(said.endsWith("; see " + attempt().path()), said);
  }

  private Optional<CommandEnd> adopt() throws InterruptedException {
    return new Adoption(attempt(), HERE, Duration.ofMillis(500)).await();
  }

  private AttemptFolder attempt() {
    return new AttemptFolder(folder.resolve("attempt"));
  }

  private void claim(ProcessStamp supervisor, String host, String machine) throws Exception {
    write(
        "claim",
        "tidalctl upgrade claim 1\npid "
            + supervisor.pid()
            + "\nstart "
            + supervisor.start()
            + "\nhost "
            + host
            + "\nmachine "
            + machine
            + "\nlimitNanos 20000000000\natMillis 1700000000000\nend\n");
  }

  private void write(String name, String text) throws Exception {
    Files.createDirectories(attempt().path());
    Files.writeString(attempt().path().resolve(name), text);
  }
}
