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
  private long troubledAt = Long.MIN_VALUE / 2;

  /** A call met with something just now. */
  void trouble(long now) {
    troubledAt = now;
  }

  /** Whether some call may still be on its way that met with something, or will. */
  boolean isTroubled(long now, long callsTake) {
    return now - troubledAt < callsTake
        || losesRequests > 0
        || losesReplies > 0
        || delays > 0
        || repeats > 0
        || now < reordersUntil
        || now < partialUntil
        || now < wrongUntil
        || now < cutUntil
        || now < frozenUntil;
  }

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
