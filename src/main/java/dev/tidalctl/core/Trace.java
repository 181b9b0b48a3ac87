package dev.tidalctl.core;

import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;

/** Whether this run has left a trace on the cluster: the difference between refused and failed. */
final class Trace {
  private boolean changed;
  private boolean unresolved;

  /** A changing effect ended: it counts unless it was refused or certainly never sent. */
  void ended(Outcome outcome) {
    boolean lost = outcome.asked().filter(Reply.Unknown.class::isInstance).isPresent();
    unresolved = lost;
    changed |= outcome.mayHaveChanged();
  }

  /** A fresh look showed what is true. */
  void looked() {
    unresolved = false;
  }

  boolean changed() {
    return changed;
  }

  /** Whether nobody has looked since a change whose reply was lost. */
  boolean unresolved() {
    return unresolved;
  }
}
