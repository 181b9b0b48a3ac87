package dev.tidalctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that a page is written to: whole or not at all, by way of a file beside it. A file that is
 * there is replaced, as a page is made anew from its journal at any time; a link is followed.
 * Whoever may read new files of this user may read the page.
 */
public final class PageFile {
  private static final String UNTOUCHED = "no change was sent";

  private final Path path;

  private PageFile(Path path) {
    this.path = path;
  }

  /**
   * The file, if there is hope to write it.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when there is none
   */
  public static PageFile of(Path path) {
    Path file = path.toAbsolutePath().normalize();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unwritten(path, "it is there and is not a file", UNTOUCHED);
    }
    if (!Files.isDirectory(folder(file))) {
      throw unwritten(path, "there is no folder " + folder(file), UNTOUCHED);
    }
    if (!Files.isWritable(folder(file))) {
      throw unwritten(path, "no file may be made in " + folder(file), UNTOUCHED);
    }
    return new PageFile(file);
  }

  /**
   * Writes it.
   *
   * @param now what is true of the cluster if that fails
   * @throws CommandFailed with {@link ExitCode#USAGE} when that fails; what was there is untouched
   */
  public void write(String page, String now) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Path beside =
          folder(target).resolve("." + name(target) + "." + ProcessHandle.current().pid());
      try {
        Files.writeString(beside, page, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(
            beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (NoSuchFileException e) {
      throw unwritten(path, "its folder is gone", now);
    } catch (IOException e) {
      throw unwritten(path, e.toString(), now);
    }
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private static String name(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("page");
  }

  private static CommandFailed unwritten(Path path, String why, String now) {
    return new CommandFailed(ExitCode.USAGE, "the page " + path + " was not written", why, now, "");
  }
}
