package dev.tidalctl.http;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a token from its source. The token appears in no message. */
final class TokenReader {
  private static final int LONGEST = 64 * 1024;

  private final Map<String, String> environment;
  private final Duration commandLimit;

  /**
   * A reader.
   *
   * @param environment where variables are looked up
   * @param commandLimit how long a token command may run
   */
  TokenReader(Map<String, String> environment, Duration commandLimit) {
    this.environment = Map.copyOf(environment);
    this.commandLimit = commandLimit;
  }

  /** The token, fit to be sent in a header. */
  String read(TokenSource source) throws UnusableSetting {
    String text =
        switch (source) {
          case TokenSource.InFile(Path file) -> fromFile(source, file);
          case TokenSource.InEnvironment(String variable) ->
              Optional.ofNullable(environment.get(variable))
                  .orElseThrow(() -> new UnusableSetting(source.name() + " is not set"));
          case TokenSource.FromCommand(List<String> argv) -> fromCommand(source, argv);
        };
    String token = text.strip();
    if (token.isEmpty()) {
      throw new UnusableSetting(source.name() + " holds no token");
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new UnusableSetting(
          source.name() + " holds more than one token: only visible ASCII can be sent");
    }
    return token;
  }

  private static String fromFile(TokenSource source, Path file) throws UnusableSetting {
    try (InputStream in = Files.newInputStream(file)) {
      return bounded(source, in);
    } catch (NoSuchFileException e) {
      throw new UnusableSetting(source.name() + " does not exist", e);
    } catch (IOException e) {
      throw new UnusableSetting(source.name() + " can't be read: " + e.getMessage(), e);
    }
  }

  private String fromCommand(TokenSource source, List<String> argv) throws UnusableSetting {
    Process process;
    try {
      process =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UnusableSetting(source.name() + " can't be started: " + e.getMessage(), e);
    }
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("token-command")
        .start(
            () -> {
              try (InputStream in = process.getInputStream()) {
                output.complete(bounded(source, in));
              } catch (IOException | UnusableSetting e) {
                output.completeExceptionally(e);
              }
            });
    try {
      String text = output.get(commandLimit.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(commandLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooSlow(source);
      }
      if (process.exitValue() != 0) {
        throw new UnusableSetting(source.name() + " exited with status " + process.exitValue());
      }
      return text;
    } catch (TimeoutException e) {
      throw tooSlow(source);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnusableSetting unusable) {
        throw unusable;
      }
      throw new UnusableSetting("the output of " + source.name() + " was lost", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableSetting(source.name() + " was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static UnusableSetting tooSlow(TokenSource source) {
    return new UnusableSetting(source.name() + " did not end in time");
  }

  private static String bounded(TokenSource source, InputStream in)
      throws IOException, UnusableSetting {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new UnusableSetting(source.name() + " holds more than 64 KiB: that is no token");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
