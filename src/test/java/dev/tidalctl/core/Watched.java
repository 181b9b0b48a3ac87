package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.port.Stagehand;
import java.time.Duration;
import java.util.function.Consumer;

/** A stagehand whose every effect is seen before it starts; who sees it may throw. */
record Watched(Stagehand stagehand, Consumer<Effect> seen) implements Stagehand {
  @Override
  public void start(long id, Effect effect) {
    seen.accept(effect);
    stagehand.start(id, effect);
  }

  @Override
  public Input next(Duration atMost) {
    return stagehand.next(atMost);
  }
}
