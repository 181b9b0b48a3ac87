package dev.tidalctl.process;

import java.time.Duration;

/** How a command came out. */
public sealed interface Ended {
  /**
   * It ended by itself.
   *
   * @param status its exit status; 128 and a signal's number when one ended it
   * @param output what it wrote on standard output, as UTF-8; cut at the cap
   * @param complaint what it wrote on standard error, as UTF-8; cut at the cap
   */
  record Exited(int status, String output, String complaint) implements Ended {}

  /**
   * It did not end in time, and was killed with its descendants.
   *
   * @param limit its time
   */
  record TimedOut(Duration limit) implements Ended {}

  /**
   * It was never started.
   *
   * @param why in the system's words
   */
  record NotStarted(String why) implements Ended {}
}
