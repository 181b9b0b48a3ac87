package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RelayTest {
  private static final int MANY = 5000;

  @Test
  void whoeverWritesNeverWaitsForWhoeverReads() {
    CountDownLatch readOn = new CountDownLatch(1);
    List<Recorded> read = new ArrayList<>();
    Relay relay =
        Relay.to(
            event -> {
              awaitUninterruptibly(readOn);
              read.add(event);
            });
    IntStream.range(0, MANY).forEach(n -> relay.accept(recorded(n, new Event.Warned("w"))));
    IntStream.range(0, MANY).forEach(n -> relay.accept(recorded(n, new Event.StillWaiting("s"))));

    readOn.countDown();
    relay.close();

    assertEquals(
        IntStream.range(0, MANY).boxed().toList(),
        read.stream().map(event -> (int) event.seq()).toList(),
        "every fact in order, and no glimpse while it is behind");
  }

  @Test
  void aSinkThatFailsIsTold() {
    Relay relay =
        Relay.to(
            event -> {
              throw new IllegalStateException("bug");
            });
    relay.accept(recorded(1, new Event.Warned("w")));
    assertThrows(IllegalStateException.class, relay::close);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Recorded recorded(long seq, Event event) {
    return new Recorded(seq, new Moment(Duration.ZERO, Instant.EPOCH), event);
  }
}
