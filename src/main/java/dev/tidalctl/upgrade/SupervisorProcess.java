package dev.tidalctl.upgrade;

import dev.tidalctl.process.OwnProcess;
import dev.tidalctl.upgrade.supervisor.Assignment;
import dev.tidalctl.upgrade.supervisor.End;
import dev.tidalctl.upgrade.supervisor.SupervisorMain;
import dev.tidalctl.upgrade.supervisor.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A supervisor that we started, and what it says.
 *
 * <p>It is this program's own class on this program's own Java, in a session of its own. It needs
 * us for its assignment alone, and outlives us. When nothing of that is left it takes another, as
 * another of these: so a roll starts one Java, and not one a node while that is out of service.
 */
final class SupervisorProcess {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  /** What it said about its claim. */
  sealed interface Verdict {
    /** The attempt is its own. */
    record Claimed() implements Verdict {}

    /** The attempt is somebody else's. */
    record Taken() implements Verdict {}

    /**
     * It could not claim the attempt, and has started nothing.
     *
     * @param why in the system's words
     */
    record Refused(String why) implements Verdict {}

    /**
     * It ended without a word; whether it claimed the attempt before shows in the folder.
     *
     * @param complaint what it, or its Java, complained of first
     */
    record Died(String complaint) implements Verdict {}
  }

  private final Process process;
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private final CompletableFuture<Optional<End>> end = new CompletableFuture<>();
  private final CompletableFuture<Optional<SupervisorProcess>> afterwards =
      new CompletableFuture<>();

  private SupervisorProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one. It does nothing before it has work, and ends when we end before that.
   *
   * @param detacher words that take it away from the terminal
   */
  static SupervisorProcess start(List<String> detacher) throws IOException {
    Process process = OwnProcess.start(SupervisorMain.class, detacher);
    SupervisorProcess supervisor = new SupervisorProcess(process);
    Thread.ofPlatform()
        .daemon()
        .name("supervisor-" + process.pid())
        .start(() -> supervisor.listen());
    return supervisor;
  }

  /** Whether it can be given work. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Hands it its work. Should it be dead already, that shows in its verdict. */
  void assign(Assignment assignment) {
    try {
      assignment.write(process.getOutputStream());
    } catch (IOException dead) {
      process.destroyForcibly();
    }
  }

  private void listen() {
    SupervisorProcess now = this;
    String complaint = "";
    try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
      for (String word = words.readLine(); word != null; word = words.readLine()) {
        if (word.equals(Words.FREE)) {
          SupervisorProcess next = new SupervisorProcess(process);
          now.afterwards.complete(Optional.of(next));
          now = next;
        } else if (!now.told(word, words) && complaint.isEmpty()) {
          complaint = word;
        }
      }
    } catch (IOException e) {
      complaint = String.valueOf(e.getMessage());
    }
    now.gone(complaint);
  }

  /** Takes up a word; false when it is none of ours. */
  private boolean told(String word, BufferedReader more) throws IOException {
    if (word.equals(Words.CLAIMED)) {
      verdict.complete(new Verdict.Claimed());
    } else if (word.equals(Words.TAKEN)) {
      verdict.complete(new Verdict.Taken());
    } else if (word.startsWith(Words.REFUSED)) {
      verdict.complete(new Verdict.Refused(word.substring(Words.REFUSED.length()).strip()));
    } else if (word.equals(Words.ENDED)) {
      end.complete(Optional.of(End.read(more)));
    } else {
      return false;
    }
    return true;
  }

  private void gone(String complaint) {
    verdict.complete(new Verdict.Died(complaint.isEmpty() ? "it said nothing" : complaint));
    end.complete(Optional.empty());
    afterwards.complete(Optional.empty());
  }

  /**
   * What is left of it when its work is done.
   *
   * @return itself as one without work; empty when it is gone
   */
  CompletableFuture<Optional<SupervisorProcess>> afterwards() {
    return afterwards;
  }

  /**
   * What became of its claim. One that does not say in time is killed: after that it claims nothing
   * any more, and the attempt's folder says whether it did before.
   *
   * @return empty when it was killed
   */
  Optional<Verdict> awaitVerdict(Duration limit) throws InterruptedException {
    Optional<Verdict> said = await(verdict, limit);
    if (said.isEmpty()) {
      process.destroyForcibly();
      process.waitFor(KILL_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }
    return said;
  }

  /** Ends one that has no work. */
  void dismiss() {
    try {
      process.getOutputStream().close();
    } catch (IOException dead) {
      return;
    }
  }

  /**
   * How its command ended.
   *
   * @return empty when it is gone without a word, or the time is over
   */
  Optional<End> awaitEnd(Duration limit) throws InterruptedException {
    return await(end, limit).flatMap(said -> said);
  }

  private static <T> Optional<T> await(CompletableFuture<T> future, Duration limit)
      throws InterruptedException {
    try {
      return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
