package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process id means something.
 *
 * @param host the machine's name, for people
 * @param id the machine's boot and the container: process ids of another one say nothing here
 */
public record Machine(String host, String id) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path CONTAINER = Path.of("/proc/self/ns/pid");

  /**
   * This one. A system that names neither boot nor container is told by its name alone.
   *
   * @param host the machine's name
   */
  public static Machine here(String host) {
    try {
      return new Machine(
          host, Files.readString(BOOT).strip() + ' ' + Files.readSymbolicLink(CONTAINER));
    } catch (IOException notLinux) {
      return new Machine(host, host);
    }
  }

  /** Whether process ids of the other one mean the same here. */
  public boolean isSame(Machine other) {
    return id.equals(other.id);
  }
}
