package dev.tidalctl.traffic.guard;

import dev.tidalctl.process.OwnProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A guard that we started, and what it says. It outlives us, and sees when we die. */
final class GuardProcess {
  /** What it said. */
  sealed interface Word {
    /** All is held. */
    record Held() implements Word {}

    /**
     * It could not hold all, and let all go.
     *
     * @param why which console, and why
     */
    record Failed(String why) implements Word {}

    /** All is let go, as asked. */
    record LetGo() implements Word {}

    /** All is let go, because the time was over. */
    record Lapsed() implements Word {}

    /**
     * It ended, and did not say that all is let go.
     *
     * @param complaint what it, or its Java, said last
     */
    record Died(String complaint) implements Word {}
  }

  private final Process process;
  private final CompletableFuture<Word> beginning = new CompletableFuture<>();
  private final CompletableFuture<Word> end = new CompletableFuture<>();
  private volatile String lastWords = "it said nothing";

  private GuardProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one and gives it its orders.
   *
   * @param main the guard
   * @param detacher words that take it away from the terminal
   */
  static GuardProcess start(Class<?> main, List<String> detacher, GuardedHold.Orders orders)
      throws IOException {
    Process process = OwnProcess.start(main, detacher);
    GuardProcess guard = new GuardProcess(process);
    Thread.ofPlatform().daemon().name("guard-" + process.pid()).start(guard::listen);
    try {
      orders.write(process.getOutputStream());
    } catch (IOException dead) {
      guard.kill();
    }
    return guard;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      lastWords = String.valueOf(e.getMessage());
    }
    Word died = new Word.Died(lastWords);
    beginning.complete(died);
    end.complete(died);
  }

  private void hear(String line) {
    String word = line.split(" ", 2)[0];
    String rest = line.substring(word.length()).strip();
    switch (word) {
      case GuardWords.HELD -> beginning.complete(new Word.Held());
      case GuardWords.FAILED -> {
        beginning.complete(new Word.Failed(rest));
        end.complete(new Word.LetGo());
      }
      case GuardWords.LAPSED -> end.complete(new Word.Lapsed());
      case GuardWords.LET_GO_ALL -> {
        beginning.complete(new Word.LetGo());
        end.complete(new Word.LetGo());
      }
      default -> lastWords = rest.isEmpty() ? line : rest;
    }
  }

  /** Its process. */
  long pid() {
    return process.pid();
  }

  /** What it, or its Java, complained of last. */
  String lastWords() {
    return lastWords;
  }

  /** Whether all is held, or why not; empty when it does not say in time. */
  Optional<Word> awaitBeginning(Duration limit) {
    return await(beginning, limit);
  }

  /** How it ended; empty when it has not in time. */
  Optional<Word> awaitEnd(Duration limit) {
    return await(end, limit);
  }

  /** Asks it to let go. Should it be dead, that shows in its end. */
  void askToLetGo() {
    try (OutputStream out = process.getOutputStream()) {
      out.write(GuardWords.LET_GO);
    } catch (IOException dead) {
      return;
    }
  }

  /** Ends it. What it holds stays held. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits even when interrupted: what is held must be let go; the interrupt is kept. */
  private static Optional<Word> await(CompletableFuture<Word> word, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Optional.of(word.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return Optional.empty();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
