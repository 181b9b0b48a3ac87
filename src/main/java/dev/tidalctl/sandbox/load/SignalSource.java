package dev.tidalctl.sandbox.load;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** The signals that a load writes: distinct ids, and payloads that follow from seed and number. */
final class SignalSource {
  private static final int PAYLOAD_WORDS = 4;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long seed;
  private long next;

  SignalSource(long seed) {
    this.seed = seed;
  }

  /** The number of the next signal, from 0. */
  long next() {
    return next++;
  }

  /** The id of a signal. */
  String id(long number) {
    return "load-" + Long.toHexString(seed) + "-" + number;
  }

  /** The payload of a signal, 64 characters. */
  String payload(long number) {
    SplittableRandom random = new SplittableRandom(seed ^ number * SPREAD);
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < PAYLOAD_WORDS; word++) {
      text.append(HexFormat.of().toHexDigits(random.nextLong()));
    }
    return text.toString();
  }
}
