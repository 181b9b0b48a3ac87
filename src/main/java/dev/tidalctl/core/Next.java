package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Stage;
import java.util.List;
import java.util.Optional;

/** What a rule says shall happen next with one node. */
sealed interface Next {
  /** Enter another stage, recording it and what was found. */
  record Enter(Stage stage, List<Event.Fact> findings) implements Next {
    public Enter {
      findings = List.copyOf(findings);
    }
  }

  /** Stay in the stage with more known about it; not worth a record. */
  record Refine(Stage stage) implements Next {}

  /** Start an effect. */
  record Start(Effect effect) implements Next {}

  /**
   * Nothing until the cluster moves.
   *
   * @param interest which movement counts; empty when any later look will do, whatever it shows
   */
  record Wait(String what, Optional<Interest> interest) implements Next {
    Wait(String what, Interest interest) {
      this(what, Optional.of(interest));
    }
  }

  static Next enter(Stage stage) {
    return new Enter(stage, List.of());
  }

  static Next fail(Failure.Kind kind, String reason) {
    return enter(new Stage.Broken(new Failure(kind, reason)));
  }

  static Next await(String what) {
    return new Wait(what, Interest.OBSERVATION);
  }
}
