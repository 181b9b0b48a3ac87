package dev.tidalctl.core.model;

import java.time.Duration;

/**
 * How an upgrade command ended.
 *
 * @param how its end
 * @param took from start to exit
 * @param log the file that holds its output, capped
 */
public record CommandEnd(How how, Duration took, String log) {
  /** The ways a command ends. */
  public sealed interface How {
    /**
     * By itself.
     *
     * @param status 0 is success
     */
    record Exited(int status) implements How {}

    /**
     * It ran past its limit and was ended, with its descendants.
     *
     * @param limit the limit
     */
    record TimedOut(Duration limit) implements How {}

    /**
     * It could not be started.
     *
     * @param why in the system's words
     */
    record NotStarted(String why) implements How {}

    /**
     * Nobody can say: its watcher is gone.
     *
     * @param why what is missing
     */
    record Unknown(String why) implements How {}
  }
}
