package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a supervisor tells who started it, one word a line, as it happens. Nobody need listen: the
 * files of the attempt say the same.
 */
public final class Words {
  /** The attempt is claimed, and the command is about to start. */
  public static final String CLAIMED = "claimed";

  /** Somebody else has claimed the attempt; this supervisor does nothing. */
  public static final String TAKEN = "taken";

  /** The attempt can't be claimed; a blank and the reason follow. Nothing was started. */
  public static final String REFUSED = "refused";

  /** The command has ended; the lines of its {@link End} follow. */
  public static final String ENDED = "ended";

  /** Nothing of the attempt keeps this supervisor: it takes another. */
  public static final String FREE = "free";

  private final OutputStream listener;

  Words(OutputStream listener) {
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
