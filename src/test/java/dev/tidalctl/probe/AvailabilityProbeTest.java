package dev.tidalctl.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.port.Prober;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The open loop, on real threads. */
@Timeout(60)
final class AvailabilityProbeTest {
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingQueue<ProbeReading> readings = new LinkedBlockingQueue<>();

  /** Answers when let go, whatever its limit; counts those that wait. */
  private static final class Gate implements Prober {
    final Semaphore open = new Semaphore(0);
    final AtomicInteger waiting = new AtomicInteger();
    final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    final AtomicInteger interrupted = new AtomicInteger();
    volatile boolean closed;

    @Override
    public ProbeAnswer ask(Duration limit) throws InterruptedException {
      seen.add(waiting.incrementAndGet());
      try {
        open.acquire();
        return new ProbeAnswer.Answered(Duration.ZERO);
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      } finally {
        waiting.decrementAndGet();
      }
    }

    @Override
    public int mostAtOnce() {
      return 3;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void asksOnAndOnAndTellsEachQueryOnce() throws Exception {
    Gate gate = new Gate();
    gate.open.release(1_000_000);
    try (AvailabilityProbe _ = start(gate, LONG)) {
      for (int queries = 1; queries <= 20; queries++) {
        ProbeReading reading = readings.take();
        assertEquals(queries, reading.soFar().answered());
        assertEquals(queries, reading.answeredInRow());
        assertEquals(0, reading.soFar().failed());
      }
    }
    assertTrue(gate.closed);
  }

  @Test
  void whatHangsHoldsBackNoQueryButNeverMoreThanAFewAreUnderWay() throws Exception {
    Gate gate = new Gate();
    try (AvailabilityProbe _ = start(gate, Duration.ofMillis(300))) {
      ProbeReading reading = await(r -> r.failedInRow() >= 12);
      assertEquals(0, reading.soFar().answered());
      assertTrue(
          await(r -> r.lastFailure().filter(why -> why.startsWith("not sent")).isPresent())
                  .soFar()
                  .failed()
              > 3);

      gate.open.release(1_000_000);
      assertTrue(await(r -> r.answeredInRow() >= 3).soFar().failed() >= 12);
    }
    assertEquals(Set.of(1, 2, 3), gate.seen);
  }

  @Test
  void aProberThatThrowsIsAFailureAndNoEnd() throws Exception {
    Prober broken =
        new Prober() {
          @Override
          public ProbeAnswer ask(Duration limit) {
            throw new IllegalStateException("no such luck");
          }

          @Override
          public int mostAtOnce() {
            return 1;
          }

          @Override
          public void close() {}
        };
    try (AvailabilityProbe _ = start(broken, LONG)) {
      ProbeReading reading = await(r -> r.failedInRow() == 3);
      assertTrue(reading.lastFailure().orElseThrow().contains("no such luck"), reading::toString);
    }
  }

  @Test
  void closingGivesUpWhatIsUnderWayAndTellsNoMore() throws Exception {
    Gate gate = new Gate();
    AvailabilityProbe probe = start(gate, LONG);
    while (gate.waiting.get() < 3) {
      Thread.onSpinWait();
    }

    probe.close();

    assertEquals(0, gate.waiting.get());
    assertEquals(3, gate.interrupted.get());
    assertEquals(0, readings.size());
  }

  private AvailabilityProbe start(Prober prober, Duration limit) {
    return AvailabilityProbe.start(prober, INTERVAL, limit, readings::add);
  }

  private ProbeReading await(Predicate<ProbeReading> so) throws InterruptedException {
    ProbeReading reading = readings.take();
    while (!so.test(reading)) {
      reading = readings.take();
    }
    return reading;
  }
}
