package dev.tidalctl.patroni;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Questions that are asked at the same time. Not on virtual threads: the one that polls their
 * sockets makes the JVM wait 0.3 s for it before it ends.
 */
final class Together {
  private Together() {}

  /** Begins; the question ends within a limit of its own. */
  static <T> CompletableFuture<T> start(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("patroni-look")
        .start(
            () -> {
              try {
                answer.complete(question.get());
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  /** The answer; what a question throws, which none should, is thrown here. */
  static <T> T result(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException | CancellationException e) {
      throw new IllegalStateException("a question that must not fail did", e);
    }
  }
}
