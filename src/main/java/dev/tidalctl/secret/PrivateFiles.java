package dev.tidalctl.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Files with secrets in them, private keys too, are for their owner's eyes. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OTHERS_READ =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+,:@%=-]+");

  private PrivateFiles() {}

  /**
   * Refuses a file that its group or others may read. Where files have no such permissions, none is
   * refused.
   *
   * @param name what to call it
   * @param file followed when it is a link
   */
  public static void require(String name, Path file) throws UnusableSecret {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      if (granted.stream().anyMatch(OTHERS_READ::contains)) {
        throw new UnusableSecret(
            name
                + " can be read by others than its owner ("
                + PosixFilePermissions.toString(granted)
                + "); to mend that: chmod 600 "
                + word(file));
      }
    } catch (NoSuchFileException e) {
      throw new UnusableSecret(name + " does not exist", e);
    } catch (IOException e) {
      throw new UnusableSecret(name + " can't be read: " + e.getMessage(), e);
    } catch (UnsupportedOperationException withoutPermissions) {
      // Nothing can be said about such a file.
    }
  }

  /** The file as a shell takes it. */
  public static String word(Path file) {
    String text = file.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
