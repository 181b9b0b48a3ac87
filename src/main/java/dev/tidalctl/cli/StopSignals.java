package dev.tidalctl.cli;

import dev.tidalctl.core.model.Input;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What signals ask of a run: the first INT to stop after the node in hand, the second to stop now,
 * TERM to stop at a durable point. HUP asks nothing: a closed terminal never stops a run.
 */
final class StopSignals {
  private StopSignals() {}

  /** A closed terminal stops nothing, before and after the run either, until this is closed. */
  static Signals survivingHangUp() {
    return new Signals().on("HUP", () -> {});
  }

  /** Passes the signals on until what is returned is closed. */
  static Signals passedTo(Consumer<Input.Stop> run) {
    AtomicBoolean asked = new AtomicBoolean();
    return new Signals()
        .on("INT", () -> run.accept(asked.getAndSet(true) ? Input.Stop.NOW : Input.Stop.AFTER_NODE))
        .on("TERM", () -> run.accept(Input.Stop.TERMINATE))
        .on("HUP", () -> {});
  }
}
