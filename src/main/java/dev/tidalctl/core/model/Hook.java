package dev.tidalctl.core.model;

import java.time.Duration;

/** When a roll runs a command of the operator's own around its nodes. */
public enum Hook {
  /** Before a node is touched; its failure stops the roll, the node untouched. */
  BEFORE_NODE("beforeNode", Duration.ofMinutes(5)),
  /** After a node is Complete and has soaked; its failure stops the roll before the next node. */
  AFTER_NODE("afterNode", Duration.ofMinutes(5)),
  /** When the roll ends short of its goal after a change; its own failure is a warning. */
  ON_FAILURE("onFailure", Duration.ofMinutes(1)),
  /** When the roll ends well; its own failure is a warning. */
  ON_COMPLETE("onComplete", Duration.ofMinutes(1));

  private final String word;
  private final Duration limit;

  Hook(String word, Duration limit) {
    this.word = word;
    this.limit = limit;
  }

  /** Its name in the cluster file, below {@code hooks}. */
  public String word() {
    return word;
  }

  /** How long it may take; past that it is killed, and has failed. */
  public Duration limit() {
    return limit;
  }

  /** Whether the roll only goes on when it succeeds; the others are told what has happened. */
  public boolean gates() {
    return this == BEFORE_NODE || this == AFTER_NODE;
  }
}
