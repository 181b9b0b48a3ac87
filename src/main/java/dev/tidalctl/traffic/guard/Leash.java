package dev.tidalctl.traffic.guard;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** The pipe to who started us: a byte on it, or its end because they died, says to let go. */
final class Leash {
  private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();

  Leash(InputStream in) {
    Thread.ofPlatform().daemon().name("leash").start(() -> listen(in));
  }

  private void listen(InputStream in) {
    try {
      letGo.complete(in.read() == GuardWords.LET_GO);
    } catch (IOException gone) {
      letGo.complete(false);
    }
  }

  /** Completes when it is time to let go: with whether we were asked to. */
  CompletableFuture<Boolean> letGo() {
    return letGo;
  }
}
