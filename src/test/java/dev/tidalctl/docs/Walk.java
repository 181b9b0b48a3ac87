package dev.tidalctl.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of commands that a newcomer types into a shell, one after another, word for word: at
 * a terminal, in a fresh clone that was built, with nothing at home, agreeing to what is asked.
 */
final class Walk implements AutoCloseable {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("tidalctl.home", "target/tidalctl")).toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final char MARK = '\u001e';
  private static final String QUESTION = "[y/N] ";

  private final Process shell;
  private final Thread reader;
  private final StringBuilder said = new StringBuilder();

  /** A command and what came of it. */
  record Step(String command, int code, List<String> said) {}

  private Walk(Process shell) {
    this.shell = shell;
    reader = Thread.ofVirtual().start(this::read);
  }

  /** Has the commands typed in a new clone in this folder; fails when one of them fails. */
  static List<Step> through(Path clone, List<String> commands) throws Exception {
    StringBuilder typed = new StringBuilder();
    for (String command : commands) {
      typed.append(command).append("\nprintf '\\n\\036%d\\036\\n' $?\n");
    }
    Path script = Files.writeString(clone.resolve("typed.sh"), typed);
    // What apt-get would install is named, and nothing is installed.
    Path apt =
        Files.writeString(clone.resolve("apt.conf"), "APT::Get::Simulate \"true\";\n", UTF_8);
    Files.createDirectories(clone.resolve("target"));
    link(clone.resolve("target/tidalctl"), DISTRIBUTION);
    link(clone.resolve("src"), Path.of("src").toAbsolutePath());

    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", "bash --noprofile --norc " + script, "/dev/null")
            .directory(clone.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("TIDALCTL_.*|XDG_.*|CLUSTER"));
    builder.environment().put("HOME", Files.createDirectories(clone.resolve("home")).toString());
    builder.environment().put("APT_CONFIG", apt.toString());
    builder.environment().put("TERM", "dumb");
    try (Walk walk = new Walk(builder.start())) {
      return walk.steps(commands);
    }
  }

  private static void link(Path link, Path to) throws IOException {
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, to);
    }
  }

  private List<Step> steps(List<String> commands) throws InterruptedException {
    boolean ended = shell.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertTrue(ended, () -> "did not end: " + text());
    reader.join(Duration.ofSeconds(10));

    List<Step> steps = new ArrayList<>();
    String[] parts = text().split(String.valueOf(MARK), -1);
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      assertTrue(2 * i + 1 < parts.length, () -> "not run: " + command + "\n" + text());
      int code = Integer.parseInt(parts[2 * i + 1]);
      List<String> lines = parts[2 * i].lines().filter(line -> !line.isBlank()).toList();
      steps.add(new Step(command, code, lines));
      assertEquals(0, code, () -> command + "\n" + text());
    }
    return steps;
  }

  private synchronized String text() {
    return said.toString();
  }

  private void read() {
    byte[] some = new byte[8192];
    try (InputStream out = shell.getInputStream();
        OutputStream in = shell.getOutputStream()) {
      for (int length = out.read(some); length >= 0; length = out.read(some)) {
        if (heard(new String(some, 0, length, UTF_8))) {
          in.write("y\n".getBytes(UTF_8));
          in.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a question was asked. */
  private synchronized boolean heard(String more) {
    said.append(more.replace("\r", ""));
    return said.length() >= QUESTION.length()
        && said.substring(said.length() - QUESTION.length()).equals(QUESTION);
  }

  @Override
  public void close() {
    List<ProcessHandle> left = shell.descendants().toList();
    shell.destroyForcibly();
    left.forEach(ProcessHandle::destroyForcibly);
  }

  /** The first of these lines that was not said after the one before it. */
  static Optional<String> untold(List<String> wanted, List<String> said) {
    int at = 0;
    for (String line : wanted) {
      int found = said.subList(at, said.size()).indexOf(line);
      if (found < 0) {
        return Optional.of(line);
      }
      at += found + 1;
    }
    return Optional.empty();
  }
}
