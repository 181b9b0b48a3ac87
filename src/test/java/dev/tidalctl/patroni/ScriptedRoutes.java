package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Routes that do as they are told, unless a test has them answer otherwise. */
final class ScriptedRoutes implements ReadRoutes {
  final Map<NodeName, State> states = new HashMap<>();
  final Map<NodeName, Integer> sessions = new HashMap<>();
  Optional<Reply<Done>> answerToClose = Optional.empty();
  Optional<Reply<Done>> answerToOpen = Optional.empty();
  Optional<Reply<WriteGate.Held>> answerToQueue = Optional.empty();
  List<Impediment> unseen = List.of();
  Optional<Reply<View>> answerToLook = Optional.empty();
  private final List<String> log;
  private Optional<NodeName> writes = Optional.empty();

  ScriptedRoutes(List<String> log) {
    this.log = log;
  }

  @Override
  public Reply<View> look() {
    return answerToLook.orElseGet(
        () -> {
          Map<NodeName, Route> routes = new HashMap<>();
          for (String node : List.of("n1", "n2", "n3")) {
            NodeName name = new NodeName(node);
            routes.put(
                name,
                new Route(
                    states.getOrDefault(name, State.OPEN),
                    OptionalInt.of(sessions.getOrDefault(name, 0)),
                    true));
          }
          return new Reply.Ok<>(new View(routes, unseen, List.of()));
        });
  }

  @Override
  public Reply<Done> close(NodeName node) {
    log.add("close " + node);
    return answerToClose.orElseGet(() -> set(node, State.CLOSED));
  }

  @Override
  public Reply<Done> closeAgain(NodeName node) {
    log.add("close again " + node);
    return set(node, State.CLOSED);
  }

  @Override
  public Reply<Done> open(NodeName node) {
    log.add("open " + node);
    return answerToOpen.orElseGet(() -> set(node, State.OPEN));
  }

  @Override
  public Reply<Done> cut(NodeName node) {
    log.add("cut " + node);
    sessions.put(node, 0);
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> fitForReads(NodeName node) {
    log.add("fit " + node);
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> leaderMoved(NodeName from, NodeName to) {
    log.add("writes from " + from + " to " + to);
    writes = Optional.of(to);
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Boolean> writesGoTo(NodeName leader) {
    return new Reply.Ok<>(writes.equals(Optional.of(leader)));
  }

  @Override
  public Reply<WriteGate.Held> queueWrites(NodeName leader) {
    log.add("queue writes to " + leader);
    return answerToQueue.orElseGet(() -> new Reply.Ok<>(new Queue(leader)));
  }

  @Override
  public Reply<Done> admitWrites(NodeName leader) {
    log.add("admit writes to " + leader);
    return new Reply.Ok<>(new Done());
  }

  private final class Queue implements WriteGate.Held {
    private final NodeName leader;

    Queue(NodeName leader) {
      this.leader = leader;
    }

    @Override
    public Reply<Done> release() {
      log.add("release writes to " + leader);
      return new Reply.Ok<>(new Done());
    }

    @Override
    public Optional<String> lapsed() {
      return Optional.empty();
    }
  }

  @Override
  public void close() {}

  private Reply<Done> set(NodeName node, State state) {
    states.put(node, state);
    return new Reply.Ok<>(new Done());
  }
}
