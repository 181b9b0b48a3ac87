package dev.tidalctl.sandbox.gateway;

import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import dev.tidalctl.sandbox.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Client requests: writes to the leader, queries to the serving nodes in turn.
 *
 * <p>A request is counted on its node before the node's routing is looked at for the last time, so
 * a node that is draining with nothing in flight has no client work and gets none. No request is
 * sent twice: what fails, fails for the client. More than {@value #MAX_UNDER_WAY} requests under
 * way are turned away with 503 at once: an open-loop load that this machine can't carry is to fail,
 * neither to fill the memory nor to keep operators from being answered. At most {@value
 * #MAX_AT_LEADER} writes are with the leader at once, as from a pool: those that a handover held
 * would else all fall on the new one together, and hold up the queries that it answers.
 */
public final class Gateway {
  private static final int MAX_UNDER_WAY = 1500;
  private static final int MAX_AT_LEADER = 64;
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(2);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);
  private static final Duration HELD_LIMIT = Duration.ofSeconds(3);

  private final RouteTable routes;
  private final WriteGate gate;
  private final Traffic traffic;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
  private final Semaphore atLeader = new Semaphore(MAX_AT_LEADER, true);
  private final AtomicInteger turn = new AtomicInteger();

  /** A gateway that follows {@code routes}. */
  public Gateway(RouteTable routes, WriteGate gate, Traffic traffic) {
    this.routes = routes;
    this.gate = gate;
    this.traffic = traffic;
  }

  /** Adds the client paths. */
  public void serveOn(HttpEndpoint endpoint) {
    on(endpoint, "POST", "/v1/signals", this::write);
    on(endpoint, "GET", "/v1/signals", request -> query("/signals?" + request.rawQuery()));
    on(endpoint, "GET", "/v1/signals/count", request -> query("/signals/count"));
  }

  private void on(HttpEndpoint endpoint, String method, String path, HttpEndpoint.Handler handler) {
    endpoint.on(
        method,
        path,
        request -> {
          if (!underWay.tryAcquire()) {
            throw Problem.of(ProblemCode.OVERLOADED, "too many requests are under way");
          }
          try {
            return handler.handle(request);
          } finally {
            underWay.release();
          }
        });
  }

  private Reply write(Request request) throws InterruptedException {
    if (!gate.enter(HELD_LIMIT)) {
      throw Problem.of(ProblemCode.LEADER_UNREACHABLE, "writes are held by a handover");
    }
    try {
      return writeInTurn(request);
    } finally {
      gate.leave();
    }
  }

  private Reply writeInTurn(Request request) throws InterruptedException {
    if (!atLeader.tryAcquire(WRITE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
      throw Problem.of(ProblemCode.LEADER_UNREACHABLE, "the leader is behind with its writes");
    }
    try {
      Target leader =
          routes
              .leader()
              .orElseThrow(
                  () -> Problem.of(ProblemCode.LEADER_UNREACHABLE, "the leader does not answer"));
      traffic.begin(leader.shard());
      try {
        return leader
            .peer()
            .call(
                "POST",
                "/signals",
                Map.of("Content-Type", "application/json"),
                request.body(),
                WRITE_LIMIT);
      } catch (IOException e) {
        throw Problem.of(
            ProblemCode.LEADER_UNREACHABLE,
            "the leader did not answer; whether it took the write is unknown: " + e.getMessage());
      } finally {
        traffic.end(leader.shard());
      }
    } finally {
      atLeader.release();
    }
  }

  private Reply query(String path) {
    Target node = enterReader();
    try {
      return node.peer().get(path, QUERY_LIMIT);
    } catch (IOException e) {
      throw Problem.of(
          ProblemCode.NO_NODE_SERVING, "the node asked did not answer: " + e.getMessage());
    } finally {
      traffic.end(node.shard());
    }
  }

  private Target enterReader() {
    List<Target> readers = routes.readers();
    int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, readers.size()));
    for (int i = 0; i < readers.size(); i++) {
      Target node = readers.get((first + i) % readers.size());
      Optional<Target> entered = enter(node);
      if (entered.isPresent()) {
        return entered.get();
      }
    }
    throw Problem.of(ProblemCode.NO_NODE_SERVING, "no node is serving now");
  }

  private Optional<Target> enter(Target node) {
    traffic.begin(node.shard());
    if (routes.takesClients(node.shard())) {
      return Optional.of(node);
    }
    traffic.end(node.shard());
    return Optional.empty();
  }
}
