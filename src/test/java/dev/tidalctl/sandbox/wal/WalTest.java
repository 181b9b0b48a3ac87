package dev.tidalctl.sandbox.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WalTest {
  private static final Wal.End NOTHING = Wal.End.START;
  private static final Wal.Limits TEN_A_SEGMENT = new Wal.Limits(1 << 20, 10);

  @TempDir private Path dir;

  @Test
  void readersSeeWhatIsSyncedOnly() throws IOException {
    try (Wal wal = open()) {
      wal.append(History.signals(1, 1, 3, "x"));
      assertEquals(Position.START, wal.end().position());
      assertEquals(0, wal.read(1, 1 << 20).orElseThrow().frames().length);

      wal.sync();

      assertEquals(new Position(1, 3), wal.end().position());
      assertEquals(
          History.signals(1, 1, 3, "x"), Wal.decode(wal.read(1, 1 << 20).orElseThrow().frames()));
    }
  }

  @Test
  void goesOnWhereItEndedAfterReopening() throws IOException {
    write(1, 25);

    write(26, 30);

    try (Wal wal = open()) {
      assertEquals(new Position(1, 30), wal.end().position());
      assertEquals(1, wal.firstKept());
      assertEquals(History.signals(1, 21, 30, "x"), read(wal, 21));
    }
  }

  @Test
  void aTornTailIsCutOffTheLastSegment() throws IOException {
    write(1, 15);
    Files.write(segments().getLast(), new byte[] {9, 9, 9}, StandardOpenOption.APPEND);

    try (Wal wal = open()) {
      assertEquals(new Position(1, 15), wal.end().position());
    }
  }

  @Test
  void damageInAnEarlierSegmentIsRefusedByName() throws IOException {
    write(1, 15);
    Path first = segments().getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length - 1] ^= 1;
    Files.write(first, bytes);

    CorruptLogException refused = assertThrows(CorruptLogException.class, this::open);

    assertTrue(String.valueOf(refused.getMessage()).startsWith(first.toString()));
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    write(1, 35);
    Files.delete(segments().get(1));

    CorruptLogException refused = assertThrows(CorruptLogException.class, this::open);

    assertTrue(String.valueOf(refused.getMessage()).contains("event 11 is missing"));
  }

  @Test
  void dropsWholeSegmentsAndThenHasAGap() throws IOException {
    try (Wal wal = open()) {
      wal.append(History.signals(1, 1, 10, "x"));
      wal.append(History.signals(1, 11, 20, "x"));
      wal.append(History.signals(1, 21, 30, "x"));
      wal.sync();

      assertEquals(1, wal.dropBefore(15));

      assertEquals(11, wal.firstKept());
      assertEquals(Optional.empty(), wal.read(10, 1 << 20));
      assertEquals(History.signals(1, 11, 20, "x"), read(wal, 11));
    }
  }

  @Test
  void neverDropsTheSegmentItAppendsTo() throws IOException {
    try (Wal wal = open()) {
      wal.append(History.signals(1, 1, 5, "x"));
      wal.sync();

      assertEquals(0, wal.dropBefore(100));
      assertEquals(1, wal.firstKept());
    }
  }

  @Test
  void startsAnewBehindAStoreThatIsFurther() throws IOException {
    write(1, 5);
    Wal.End applied =
        new Wal.End(new Position(1, 9), History.signals(1, 9, 9, "x").getFirst().chain());

    try (Wal wal = Wal.open(dir, TEN_A_SEGMENT, applied)) {
      assertEquals(applied, wal.end());
      assertEquals(10, wal.firstKept());
    }
  }

  private Wal open() throws IOException {
    return Wal.open(dir, TEN_A_SEGMENT, NOTHING);
  }

  private void write(long from, long to) throws IOException {
    try (Wal wal = open()) {
      for (WalRecord record : History.signals(1, from, to, "x")) {
        wal.append(List.of(record));
      }
      wal.sync();
    }
  }

  private static List<WalRecord> read(Wal wal, long from) throws IOException {
    return Wal.decode(wal.read(from, 1 << 20).orElseThrow().frames());
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }
}
