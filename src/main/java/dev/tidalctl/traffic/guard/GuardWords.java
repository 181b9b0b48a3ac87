package dev.tidalctl.traffic.guard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a guard and who started it tell each other. The guard speaks in lines, as it happens; nobody
 * need listen.
 */
final class GuardWords {
  /** To the guard: let go. The end of its input says the same. */
  static final int LET_GO = 'g';

  /** All is held. */
  static final String HELD = "held";

  /** It could not hold all; a blank and the reason follow. All was let go, or will be. */
  static final String FAILED = "failed";

  /** The time was over; all is let go. */
  static final String LAPSED = "lapsed";

  /** All is let go, as asked. */
  static final String LET_GO_ALL = "released";

  /** Something can't be let go yet; a blank and the reason follow. It goes on trying. */
  static final String STUCK = "stuck";

  private final OutputStream listener;

  GuardWords(OutputStream listener) {
    this.listener = listener;
  }

  void say(String word) {
    try {
      listener.write(word.concat("\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      return;
    }
  }
}
