package dev.tidalctl.sandbox.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AckedSignalsTest {
  private static final long SECOND = 1_000_000_000L;

  private final AckedSignals signals = new AckedSignals(new SplittableRandom(1));

  @Test
  void onlySettledSignalsAreRead() {
    signals.add(signal(1), 0);
    signals.add(signal(2), SECOND);

    assertEquals(Optional.empty(), signals.pick(2 * SECOND - 1));
    for (int tries = 0; tries < 20; tries++) {
      assertEquals(Optional.of(signal(1)), signals.pick(2 * SECOND));
    }
  }

  @Test
  void everySecondReadIsOfTheNewestSettledAndTheOthersReachAll() {
    for (int seqno = 1; seqno <= 4; seqno++) {
      signals.add(signal(seqno), 0);
    }
    boolean[] seen = new boolean[5];
    for (int tries = 0; tries < 100; tries++) {
      assertEquals(Optional.of(signal(4)), signals.pick(2 * SECOND));
      signals.pick(2 * SECOND).ifPresent(any -> seen[(int) any.seqno()] = true);
    }
    assertTrue(seen[1] && seen[2] && seen[3] && seen[4]);
  }

  private static AckedSignal signal(long seqno) {
    return new AckedSignal(1, seqno, "s-" + seqno, "content");
  }
}
