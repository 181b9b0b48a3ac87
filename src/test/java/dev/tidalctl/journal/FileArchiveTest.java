package dev.tidalctl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunArchive.Opening;
import dev.tidalctl.core.port.RunArchive.Reading;
import dev.tidalctl.core.port.RunJournal.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArchiveTest {
  private static final RunId RUN = new RunId("20260314-091500-7f3a");
  private static final List<Recorded> BEGIN =
      List.of(
          Specimens.recorded(
              Specimens.facts().stream()
                  .filter(Event.RunStarted.class::isInstance)
                  .findFirst()
                  .orElseThrow()));
  private static final List<Recorded> TOKEN = List.of(Specimens.recorded(new Event.LeaseTaken(7)));
  private static final List<Recorded> END = List.of(Specimens.recorded(new Event.LeaseReleased()));

  @TempDir private Path temp;

  private FileArchive archive() {
    return new FileArchive(temp.resolve("state"), "prod");
  }

  private Path file() {
    return temp.resolve("state/prod/runs/" + RUN + "/journal");
  }

  private void write(List<List<Recorded>> steps) {
    try (OpenJournal journal = opened(archive().begin(RUN))) {
      steps.forEach(step -> assertEquals(new Kept.Safe(), journal.keep(step)));
    }
  }

  private static OpenJournal opened(Opening opening) {
    return assertInstanceOf(Opening.Opened.class, opening).journal();
  }

  private static List<Recorded> read(Reading reading) {
    return assertInstanceOf(Reading.Read.class, reading).facts();
  }

  private static List<Recorded> all(List<List<Recorded>> steps) {
    return steps.stream().flatMap(List::stream).toList();
  }

  @Test
  void whatWasKeptIsReadAgainAndAppendedTo() {
    write(List.of(BEGIN, TOKEN));
    try (OpenJournal journal = opened(archive().reopen(RUN))) {
      assertEquals(all(List.of(BEGIN, TOKEN)), journal.facts());
      assertEquals(Optional.empty(), journal.finding());
      journal.keep(END);
    }
    assertEquals(all(List.of(BEGIN, TOKEN, END)), read(archive().read(RUN)));
    assertEquals(new RunArchive.Listing.Listed(List.of(RUN)), archive().runs());
  }

  @Test
  void onlyItsOwnerMayLookAtIt() throws IOException {
    write(List.of(BEGIN));
    assertEquals("rw-------", permissions(file()));
    assertEquals("rw-------", permissions(file().resolveSibling("lock")));
    for (String folder :
        List.of("state", "state/prod", "state/prod/runs", "state/prod/runs/" + RUN)) {
      assertEquals("rwx------", permissions(temp.resolve(folder)), folder);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whereverItsLastRecordIsTornTheOthersStand() throws IOException {
    write(List.of(BEGIN, TOKEN));
    long whole = Files.size(file());
    try (OpenJournal journal = opened(archive().reopen(RUN))) {
      journal.keep(END);
    }
    byte[] bytes = Files.readAllBytes(file());
    for (int length = (int) whole; length < bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      boolean torn = length > whole;
      assertEquals(all(List.of(BEGIN, TOKEN)), read(archive().read(RUN)));
      try (OpenJournal journal = opened(archive().reopen(RUN))) {
        assertEquals(torn, journal.finding().isPresent());
        assertEquals(all(List.of(BEGIN, TOKEN)), journal.facts());
        journal.keep(END);
      }
      assertEquals(all(List.of(BEGIN, TOKEN, END)), read(archive().read(RUN)));
    }
  }

  @Test
  void anUnsyncedTailOfZerosOrGarbageIsCutOff() throws IOException {
    write(List.of(BEGIN, TOKEN));
    byte[] bytes = Files.readAllBytes(file());
    for (byte[] tail :
        List.of(new byte[4096], "garbage\nmore garbage\n".getBytes(StandardCharsets.UTF_8))) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + tail.length);
      System.arraycopy(tail, 0, longer, bytes.length, tail.length);
      Files.write(file(), longer);
      try (OpenJournal journal = opened(archive().reopen(RUN))) {
        String finding = journal.finding().orElseThrow();
        assertTrue(finding.contains("the last " + tail.length + " bytes"), finding);
      }
      assertEquals(bytes.length, Files.size(file()));
    }
  }

  @Test
  void aFileThatWasTornAtItsFirstRecordHoldsNothing() throws IOException {
    write(List.of());
    Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 10));
    assertEquals(List.of(), read(archive().read(RUN)));
    try (OpenJournal journal = opened(archive().reopen(RUN))) {
      journal.keep(BEGIN);
    }
    assertEquals(BEGIN, read(archive().read(RUN)));
  }

  @Test
  void anyDamagedByteBeforeTheLastRecordIsRefusedNamingItsPlace() throws IOException {
    write(List.of(BEGIN, TOKEN, END));
    byte[] bytes = Files.readAllBytes(file());
    int last = bytes.length - Lines.line(Format.facts(END)).length;
    int headerLength = Lines.line(Format.header()).length;
    for (int at = headerLength; at < last; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(file(), damaged);
      Reading.Unreadable refused =
          assertInstanceOf(Reading.Unreadable.class, archive().read(RUN), "byte " + at);
      assertTrue(refused.why().contains(file() + " is damaged at record"), refused.why());
      assertInstanceOf(Opening.Failed.class, archive().reopen(RUN));
    }
  }

  @Test
  void oneProcessAtATimeDrivesARun() {
    try (OpenJournal journal = opened(archive().begin(RUN))) {
      journal.keep(BEGIN);
      assertInstanceOf(Opening.Driven.class, archive().reopen(RUN));
      assertInstanceOf(Opening.Driven.class, archive().begin(RUN));
      assertTrue(assertInstanceOf(Reading.Read.class, archive().read(RUN)).live());
    }
    assertEquals(false, assertInstanceOf(Reading.Read.class, archive().read(RUN)).live());
    opened(archive().reopen(RUN)).close();
  }

  @Test
  void aRunThatIsNotThereIsMissingWhateverItIsCalled() {
    for (String name : List.of("20260101-000000-0000", "../../etc", "", "..", "-x")) {
      assertInstanceOf(Reading.Missing.class, archive().read(new RunId(name)), name);
      assertInstanceOf(Opening.Missing.class, archive().reopen(new RunId(name)), name);
    }
    assertEquals(new RunArchive.Listing.Listed(List.of()), archive().runs());
  }

  @Test
  void aFolderThatCanNotBeMadeIsRefusedWithAWayOut() throws IOException {
    Files.writeString(temp.resolve("state"), "in the way");
    Opening.Failed failed = assertInstanceOf(Opening.Failed.class, archive().begin(RUN));
    assertTrue(failed.why().contains("can't be written in " + temp), failed.why());
    assertTrue(failed.remedy().contains("state.dir"));
  }
}
