package dev.tidalctl.sandbox.control;

import java.time.Instant;

/** The control plane's clocks. */
interface Clocks {
  /** The machine's clocks. */
  Clocks SYSTEM =
      new Clocks() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }
      };

  /** Monotonic time in nanoseconds. */
  long nanos();

  /** Wall-clock time. */
  Instant now();
}
