package dev.tidalctl.upgrade;

import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.DurableFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** What must be there before a supervisor can work, for the files' owner alone. */
final class AttemptPreparation {
  private static final long MKFIFO_LIMIT_SECONDS = 10;

  private AttemptPreparation() {}

  /** Makes the folder. */
  static void makeFolder(AttemptFolder folder) throws IOException {
    Files.createDirectories(
        folder.path(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Makes the folder last, so that a claim in it can't be lost with its folder.
   *
   * @param top the highest folder that may be new
   */
  static void syncFolders(AttemptFolder folder, Path top) throws IOException {
    Path each = folder.path().getParent();
    while (each != null && each.startsWith(top)) {
      DurableFile.syncFolder(each);
      each = each.getParent();
    }
  }

  /** Makes a named pipe for the command's output. */
  static void makePipe(Path pipe) throws IOException, InterruptedException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String said = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!mkfifo.waitFor(MKFIFO_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      mkfifo.destroyForcibly();
      throw new IOException("mkfifo does not end");
    }
    if (mkfifo.exitValue() != 0) {
      throw new IOException(said.strip());
    }
  }
}
