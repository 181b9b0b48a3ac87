package dev.tidalctl.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of a Debian package in a folder of its own under the system's temporary one, run as the
 * user {@code postgres} when the tests are root's, and ended by its process id.
 */
public final class Unprivileged implements AutoCloseable {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");
  private static final String USER = "postgres";
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;

  /** One that has a folder, and does not run. */
  public Unprivileged() throws IOException {
    folder = Files.createTempDirectory("tidalctl-it");
    owned(folder);
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** Writes a file that only the program can read. */
  public Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    owned(file);
    return file;
  }

  private static void owned(Path file) throws IOException {
    if (ROOT) {
      Files.setOwner(
          file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
  }

  /** Starts a program; what it says goes to {@code log} in its folder. */
  public Process start(String... command) throws IOException {
    List<String> prefix =
        ROOT
            ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups")
            : List.of();
    return new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of(command)).toList())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** What it said. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Ends one. */
  public static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    return freePorts(1).getFirst();
  }

  /** Ports that were free just now, no two alike. */
  public static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /** Removes the folder; harmless when it is gone. */
  @Override
  public void close() throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
