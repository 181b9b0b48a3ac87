package dev.tidalctl.sandbox.load;

import java.nio.ByteBuffer;

/**
 * One request and who hears what became of it.
 *
 * @param request the bytes to send, sent at most once and used up by it
 * @param deadlineNanos the {@link System#nanoTime} at which it fails for want of an answer
 * @param outcome hears exactly one of its calls, once
 */
record Exchange(ByteBuffer request, long deadlineNanos, Outcome outcome) {
  /** What became of a request. */
  interface Outcome {
    /** A whole answer came. */
    void answered(HttpAnswer answer);

    /** No whole answer came; the reason is for a reader. */
    void failed(String reason);
  }
}
