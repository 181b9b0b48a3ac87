package dev.tidalctl.render.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one node, or to the run as a whole, along the time axis.
 *
 * @param name whose
 * @param spells the statuses it was in, in order
 * @param notes what happened at a moment, in order
 * @param skipped why it was not touched, where it was not
 */
record Lane(String name, List<Spell> spells, List<Note> notes, Optional<String> skipped) {
  /** Keeps its own copies. */
  Lane {
    spells = List.copyOf(spells);
    notes = List.copyOf(notes);
  }

  /**
   * A time spent in one status.
   *
   * @param status its label
   * @param from when it was entered
   * @param until when it was left, or the last time that is known
   * @param open whether it had not been left by then
   * @param seq the event that entered it
   */
  record Spell(String status, Instant from, Instant until, boolean open, long seq) {}

  /**
   * Something that happened at a moment.
   *
   * @param kind what sort
   * @param at when
   * @param words what
   * @param seq the event
   */
  record Note(Kind kind, Instant at, String words, long seq) {}

  /** The sorts of notes, each with a shape of its own. */
  enum Kind {
    /** A node's part is done. */
    DONE("M-5,0L-2,4L5,-4"),
    /** A node, or the run, ended short. */
    FAILED("M-4,-4L4,4M-4,4L4,-4"),
    /** A request or a command was not done, and is tried anew or given up. */
    RETRY("M-4,-4H4L0,3z"),
    /** Something the operator should know. */
    WARNED("M0,-5L5,4H-5z"),
    /** The operator, or the system, asked the run to stop. */
    STOP("M-4,-4H4V4H-4z");

    private final String shape;

    Kind(String shape) {
      this.shape = shape;
    }

    /** The outline, around 0,0. */
    String shape() {
      return shape;
    }

    /** The class of its shape. */
    String style() {
      return switch (this) {
        case DONE -> "m-done";
        case FAILED -> "m-failed";
        case RETRY -> "m-retry";
        case WARNED -> "m-warned";
        case STOP -> "m-stop";
      };
    }
  }

  /** When anything happened to it first. */
  Optional<Instant> begun() {
    return spells.stream().map(Spell::from).findFirst();
  }
}
