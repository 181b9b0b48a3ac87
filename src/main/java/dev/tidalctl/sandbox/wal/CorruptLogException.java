package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.file.Path;

/** A log file is damaged where no crash can have damaged it; it is named and left as it is. */
public final class CorruptLogException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptLogException(Path file, long offset, String why) {
    super(file + ": damaged at byte " + offset + ": " + why);
  }
}
