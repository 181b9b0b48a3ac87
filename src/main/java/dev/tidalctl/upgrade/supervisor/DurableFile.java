package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Small files that appear whole or not at all, and are still there after a power cut. Content is
 * synced under a name of its own first; then the file gets its name, and the folder is synced.
 */
public final class DurableFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private DurableFile() {}

  /**
   * Makes a file that must not be there yet: of any number of processes, one succeeds.
   *
   * @return false when it is there already
   */
  public static boolean create(Path file, String text) throws IOException {
    Path draft = draft(file, text);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException taken) {
      return false;
    } finally {
      Files.delete(draft);
    }
    try {
      syncFolder(folderOf(file));
    } catch (IOException mayNotLast) {
      Files.deleteIfExists(file);
      throw mayNotLast;
    }
    return true;
  }

  /** Makes a file, or puts it in the place of the one that is there. */
  static void replace(Path file, String text) throws IOException {
    Path draft = draft(file, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folderOf(file));
  }

  /** Makes the names in a folder last. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path draft(Path file, String text) throws IOException {
    String own = Long.toString(ProcessHandle.current().pid());
    Path draft = file.resolveSibling(file.getFileName().toString().concat(".").concat(own));
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            OWNER_ONLY)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return draft;
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }
}
