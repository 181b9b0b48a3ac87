package dev.tidalctl.traffic.guard;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;

/** What a guard holds writes with. Calls block their own thread and end within a limit. */
public interface Holding {
  /** Holds everywhere. When that can't be done everywhere, the guard lets go everywhere. */
  Reply<Done> hold();

  /** Lets go everywhere; harmless where nothing is held. */
  Reply<Done> letGo();
}
