package dev.tidalctl.secret;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that prints a secret: run without a shell, with no standard input, its errors dropped,
 * and ended with all its children when the limit is over.
 */
final class SecretCommand {
  private SecretCommand() {}

  /**
   * What it prints.
   *
   * @param name what to call it
   * @param limit how long it may run
   * @param longest no more than one byte beyond this is read
   */
  static String output(String name, List<String> argv, Duration limit, int longest)
      throws UnusableSecret {
    Process process = start(name, argv);
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("secret-command")
        .start(
            () -> {
              try (InputStream in = process.getInputStream()) {
                output.complete(in.readNBytes(longest + 1));
              } catch (IOException e) {
                output.completeExceptionally(e);
              }
            });
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      byte[] bytes = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (bytes.length > longest) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw new UnusableSecret(name + " exited with status " + process.exitValue());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw new UnusableSecret(name + " did not end in time", e);
    } catch (ExecutionException e) {
      throw new UnusableSecret("the output of " + name + " was lost", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableSecret(name + " was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(String name, List<String> argv) throws UnusableSecret {
    try {
      return new ProcessBuilder(argv)
          .redirectInput(new File("/dev/null"))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UnusableSecret(name + " can't be started: " + e.getMessage(), e);
    }
  }
}
