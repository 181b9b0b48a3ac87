package dev.tidalctl.upgrade;

import dev.tidalctl.upgrade.supervisor.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Tells one folder from all others, wherever they are and whatever their machines are called: a
 * random name that is made once and kept in it, and that is gone with what else was in it.
 */
public final class FolderId {
  private FolderId() {}

  /**
   * The name, made when there is none.
   *
   * @param folder made when it is not there
   * @throws IOException when it can neither be read nor made
   */
  public static String of(Path folder) throws IOException {
    Path file = folder.resolve("folder-id");
    if (!Files.exists(file)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      DurableFile.create(file, UUID.randomUUID() + "\n");
    }
    return Files.readString(file).strip();
  }
}
