package dev.tidalctl.state;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.TakeOver;
import java.time.Instant;
import java.util.Optional;

/** One process of one operator, with its own way to the store. */
final class Operator {
  static final NodeName NODE = new NodeName("n1");

  final StoredState state;
  private final String name;
  private final RunKind kind;

  Operator(String name, RunKind kind, Store store, HandClock clock) {
    this.name = name;
    this.kind = kind;
    this.state = new StoredState(store, clock);
  }

  RunId run() {
    return new RunId("run-" + name);
  }

  Reply<LeaseGrant> take() {
    return take("nonce-" + name, Optional.empty());
  }

  Reply<LeaseGrant> take(String nonce, Optional<TakeOver> takeOver) {
    return state
        .lease()
        .take(new Identity(name, "host", run(), kind), Optional.empty(), nonce, takeOver);
  }

  Mark mark(Routing routing) {
    return new Mark(
        routing,
        new Hold(
            name,
            run(),
            "host",
            "because",
            Instant.EPOCH,
            Phase.DRAINING,
            Optional.empty(),
            Optional.empty()));
  }
}
