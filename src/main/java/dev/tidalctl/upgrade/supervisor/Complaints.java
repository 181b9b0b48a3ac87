package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What goes wrong in a supervisor, a line each, in a file that is there only then. */
final class Complaints {
  private static final long CAP = 64 * 1024;

  private final Path file;

  Complaints(Path file) {
    this.file = file;
  }

  void add(String what, IOException e) {
    try (CappedLog log = CappedLog.open(file, CAP)) {
      log.note(what + ": " + why(e));
    } catch (IOException nowhereToSayIt) {
      return;
    }
  }

  /** A file system's exception may say the file's name and nothing else. */
  static String why(IOException e) {
    String message = String.valueOf(e.getMessage()).replace('\n', ' ');
    return e instanceof FileSystemException f && f.getReason() == null
        ? e.getClass().getSimpleName() + " " + message
        : message;
  }
}
