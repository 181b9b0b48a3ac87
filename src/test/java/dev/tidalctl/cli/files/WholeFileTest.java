package dev.tidalctl.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir Path folder;

  @Test
  void whatIsNoRegularFileStays() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    Path inner = Files.createDirectory(folder.resolve("inner"));

    for (Path each : List.of(pipe, link, inner)) {
      WholeFile file = WholeFile.published(each);
      IOException refused = assertThrows(IOException.class, file::requireWritable);
      assertTrue(
          refused.toString().endsWith(each.getFileName() + " is there and is no regular file"),
          refused::toString);
      assertThrows(IOException.class, () -> file.replace("text"));
    }
    assertTrue(Files.readAttributes(pipe, "isOther").containsValue(true));
    assertEquals(List.of("inner", "link", "pipe"), names(folder));
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    WholeFile.published(link).requireWritable();
    assertEquals("old", Files.readString(file));
    WholeFile.published(link).replace("new");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("file"), names(elsewhere));
  }

  @Test
  void isForWhomItIsMeantWhateverWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    WholeFile.kept(file).replace("kept");
    assertEquals("rw-------", mode(file));
    WholeFile.published(file).replace("published");
    assertEquals("rw-r--r--", mode(file));
    assertEquals("published", Files.readString(file));
  }

  @Test
  void seeingWhetherItCouldBeWrittenLeavesNothing() throws IOException {
    Path file = folder.resolve("file");

    WholeFile.kept(file).requireWritable();

    assertFalse(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    assertEquals(List.of(), names(folder));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
