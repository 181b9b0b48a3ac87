package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.ReadRoutes;
import java.util.List;
import java.util.Map;

/**
 * Nothing sends clients to the nodes that could be told not to: their operator said so, or the file
 * names nothing and is good for looking only.
 */
public final class UnroutedReads implements ReadRoutes {
  /** There is nothing to know. */
  public UnroutedReads() {}

  @Override
  public Reply<View> look() {
    return new Reply.Ok<>(new View(Map.of(), List.of()));
  }

  @Override
  public Reply<Done> close(NodeName node) {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> closeAgain(NodeName node) {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> open(NodeName node) {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> cut(NodeName node) {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> leaderMoved(NodeName from, NodeName to) {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Boolean> writesGoTo(NodeName leader) {
    return new Reply.Ok<>(true);
  }

  @Override
  public void close() {}
}
