package dev.tidalctl.cli;

import dev.tidalctl.render.live.WindowSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of this process. Java only says whether standard input <em>and</em> output both are
 * terminals, so each is looked up in {@code /proc/self/fd}, or asked of {@code test -t}.
 */
public final class SystemTerminal implements Terminal {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})");
  private static final long LIMIT_MILLIS = 2_000;

  /** The process's own three streams. */
  public SystemTerminal() {}

  @Override
  public boolean readsFromTerminal() {
    return isTerminal(0);
  }

  @Override
  public boolean outIsTerminal() {
    return isTerminal(1);
  }

  @Override
  public boolean errIsTerminal() {
    return isTerminal(2);
  }

  /** As {@code stty} says: a few milliseconds, so asked only at the start and after a change. */
  @Override
  public WindowSize size() {
    return ask("stty", "size")
        .map(SIZE::matcher)
        .filter(Matcher::matches)
        .map(
            size ->
                new WindowSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))))
        .orElse(WindowSize.USUAL);
  }

  @Override
  public Optional<String> readLine() {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return exitsWithZero("test", "-t", Integer.toString(descriptor));
  }

  private static boolean exitsWithZero(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      return ended(process) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a short command says when it reads the terminal. */
  private static Optional<String> ask(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!ended(process) || process.exitValue() != 0) {
        return Optional.empty();
      }
      try (BufferedReader answer = process.inputReader(StandardCharsets.UTF_8)) {
        return Optional.ofNullable(answer.readLine());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean ended(Process process) {
    try {
      if (process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }
}
