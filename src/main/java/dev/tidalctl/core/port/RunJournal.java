package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Recorded;
import java.util.List;

/** Keeps the facts of one run, so that another process can go on with it after a crash. */
@FunctionalInterface
public interface RunJournal {
  /** Keeps nothing: for a drain or a rejoin, which are short and begun anew. */
  RunJournal NONE = facts -> new Kept.Safe();

  /**
   * Keeps facts, in order. Returns only when they are durable, or can't be made so; then they, or a
   * part of them, may be there or not. Never throws for what the storage does.
   *
   * @param facts at least one; the first follows the last that was kept
   */
  Kept keep(List<Recorded> facts);

  /** What came of it. */
  sealed interface Kept {
    /** A crash loses none of them. */
    record Safe() implements Kept {}

    /**
     * They may be lost: no effect that they announce may be started.
     *
     * @param why in the system's words
     */
    record Lost(String why) implements Kept {}
  }
}
