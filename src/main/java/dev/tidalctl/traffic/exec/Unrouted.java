package dev.tidalctl.traffic.exec;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.ReadRoutes;
import java.util.List;
import java.util.Map;

/** {@code routing: none: acknowledged}: nothing routes reads, and the operator knows. */
public final class Unrouted implements ReadRoutes {
  /** What is then not promised. */
  public static final String NOT_PROMISED =
      "nothing routes reads (routing.none: acknowledged): queries of a node fail while it is away";

  /** Routes that never contact anybody. */
  public Unrouted() {}

  @Override
  public Reply<View> look() {
    return new Reply.Ok<>(new View(Map.of(), List.of(), List.of(NOT_PROMISED)));
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
    return new Reply.Refused<>(
        Refusal.of(Refusal.Code.UNSUPPORTED, "nothing routes clients to nodes: none can be cut"));
  }

  @Override
  public Reply<Done> fitForReads(NodeName node) {
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
