package dev.tidalctl.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Secrets that must be seen nowhere, and the search for them. */
public final class Canary implements AutoCloseable {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long POLL_MILLIS = 50;

  private final List<String> secrets;
  private final Set<String> seenInProcesses = new ConcurrentSkipListSet<>();
  private final Thread watching;
  private volatile boolean closed;

  private Canary(List<String> secrets) {
    this.secrets = secrets;
    this.watching = Thread.ofVirtual().unstarted(this::watch);
  }

  /** Watches the command line of every process for these, until closed. */
  public static Canary watchFor(String... secrets) {
    Canary canary = new Canary(List.of(secrets));
    canary.watching.start();
    return canary;
  }

  /** Command lines in which one was seen so far. */
  public Set<String> seenInProcesses() {
    return seenInProcesses;
  }

  /** Whether one is in a text. */
  public boolean isIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  /** The files under a folder that hold one, in text or in their names. */
  public List<Path> filesUnder(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isIn(file.toString())
            || isIn(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private void watch() {
    try {
      while (!closed) {
        lookOnce();
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (IOException e) {
      seenInProcesses.add("the search failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at all processes that there are now. */
  void lookOnce() throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        String command = commandLine(process);
        if (isIn(command)) {
          seenInProcesses.add(command);
        }
      }
    }
  }

  private static String commandLine(Path process) throws IOException {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException ended) {
      if (Files.exists(process)) {
        throw ended;
      }
      return "";
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
