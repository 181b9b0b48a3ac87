package dev.tidalctl.sandbox.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WriteGateTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final WriteGate gate = new WriteGate();

  @Test
  void heldWritesGoOnWhenReleased() throws Exception {
    gate.hold();
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    Thread writer = Thread.ofVirtual().start(() -> entered.complete(enter()));

    assertFalse(gate.enter(AT_ONCE), "held");
    gate.release();

    assertEquals(true, entered.get(10, TimeUnit.SECONDS));
    writer.join();
  }

  @Test
  void idleMeansThatWhatWasUnderWayHasEnded() throws Exception {
    assertTrue(gate.enter(AT_ONCE));
    gate.hold();

    assertFalse(gate.awaitIdle(AT_ONCE));
    gate.leave();
    assertTrue(gate.awaitIdle(LIMIT));
  }

  private boolean enter() {
    try {
      return gate.enter(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
