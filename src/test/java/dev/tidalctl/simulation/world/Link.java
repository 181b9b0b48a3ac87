package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;

/** What is wrong between one operator's tool and the control plane. */
final class Link {
  int losesRequests;
  int losesReplies;
  int repeats;
  long repeatsAfter;
  int delays;
  long delaysBy;
  long reordersUntil;
  long reordersUpTo;
  long partialUntil;
  long wrongUntil;
  long cutUntil;
  long frozenUntil;
  Optional<Snapshot> frozen = Optional.empty();

  /** Everything is well again. */
  void mend() {
    losesRequests = 0;
    losesReplies = 0;
    repeats = 0;
    delays = 0;
    reordersUntil = 0;
    partialUntil = 0;
    wrongUntil = 0;
    cutUntil = 0;
    frozenUntil = 0;
    frozen = Optional.empty();
  }
}
