package dev.tidalctl.sandbox.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrameFileTest {
  @TempDir private Path dir;

  @Test
  void whatWasAppendedIsReadAgain() throws IOException {
    Path path = written("one", "two", "");

    assertEquals(List.of("one", "two", ""), bodies(path, true));
  }

  @Test
  void anUnfinishedLastFrameIsCutOffWhereverItBreaks() throws IOException {
    byte[] whole = Files.readAllBytes(written("one", "two", "three"));
    long twoFrames = Files.size(written("one", "two"));

    for (int length = (int) twoFrames; length < whole.length; length++) {
      Path torn = dir.resolve("torn-" + length);
      Files.write(torn, java.util.Arrays.copyOf(whole, length));

      assertEquals(List.of("one", "two"), bodies(torn, true), "cut at " + length);
      assertEquals(twoFrames, Files.size(torn), "cut at " + length);
    }
  }

  @Test
  void appendingGoesOnAfterATornTail() throws IOException {
    Path path = written("one");
    Files.write(path, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

    append(path, "two");

    assertEquals(List.of("one", "two"), bodies(path, true));
  }

  @Test
  void damageBeforeAValidFrameIsRefusedByName() throws IOException {
    Path path = written("one", "two", "three");
    flip(path, 13);

    CorruptLogException refused = assertThrows(CorruptLogException.class, () -> bodies(path, true));

    assertTrue(String.valueOf(refused.getMessage()).contains(path + ": damaged at byte 0"));
  }

  @Test
  void aTornTailIsDamageWhereALaterFileExists() throws IOException {
    Path path = written("one", "two");
    flip(path, Files.size(path) - 1);

    assertThrows(CorruptLogException.class, () -> bodies(path, false));
    assertEquals(List.of("one"), bodies(path, true));
  }

  private Path written(String... bodies) throws IOException {
    Path path = dir.resolve("frames-" + bodies.length);
    Files.deleteIfExists(path);
    append(path, bodies);
    return path;
  }

  private static void append(Path path, String... bodies) throws IOException {
    try (FrameFile file = FrameFile.open(path, true, (index, body) -> {})) {
      for (String body : bodies) {
        file.append(List.of(body.getBytes(StandardCharsets.UTF_8)));
      }
      file.force();
    }
  }

  private static List<String> bodies(Path path, boolean mayEndTorn) throws IOException {
    List<String> found = new ArrayList<>();
    try (FrameFile file =
        FrameFile.open(
            path,
            mayEndTorn,
            (index, body) -> found.add(new String(body, StandardCharsets.UTF_8)))) {
      assertEquals(found.size(), file.count());
    }
    return found;
  }

  private static void flip(Path path, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      assertEquals(1, channel.read(one, at));
      one.put(0, (byte) (one.get(0) ^ 0xFF)).rewind();
      assertEquals(1, channel.write(one, at));
    }
  }
}
