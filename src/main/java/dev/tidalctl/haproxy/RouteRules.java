package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.topology.ReadRouting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What may be done to a node's routes, from what all HAProxies show. Pure. */
final class RouteRules {
  private final ReadRouting.Haproxy spec;

  RouteRules(ReadRouting.Haproxy spec) {
    this.spec = spec;
  }

  /** What the node is called in HAProxy. */
  String server(NodeName node) {
    return Objects.requireNonNullElse(spec.servers().get(node.value()), node.value());
  }

  /** How a server is addressed in a command. */
  static String address(String backend, String server) {
    return backend + "/" + server;
  }

  /**
   * Why a node can't be closed: somewhere it is unknown; or closed already, by somebody else; or
   * the last one that serves.
   *
   * @param ours whether the node is closed by us where it is closed
   */
  Optional<Refusal> againstClosing(List<Seen> all, NodeName node, boolean ours) {
    return unknown(all, node)
        .or(() -> ours ? Optional.empty() : closedBySomebody(all, node))
        .or(() -> emptied(all, node));
  }

  /** Why a node can't be opened: somewhere it is unknown, or kept from clients not by draining. */
  Optional<Refusal> againstOpening(List<Seen> all, NodeName node) {
    return unknown(all, node)
        .or(
            () ->
                first(
                    all,
                    seen -> {
                      Server server = read(seen, node);
                      return server.open() || server.merelyDrained()
                          ? Optional.empty()
                          : Optional.of(foreign(seen, node, server));
                    }));
  }

  /** Why a node's sessions can't be cut: it is unknown, or open, somewhere. */
  Optional<Refusal> againstCutting(List<Seen> all, NodeName node) {
    return unknown(all, node)
        .or(
            () ->
                first(
                    all,
                    seen ->
                        read(seen, node).open()
                            ? Optional.of(
                                Refusal.of(
                                    Refusal.Code.ILLEGAL_TRANSITION,
                                    where(seen, spec.readBackend(), node)
                                        + " is open: sessions are cut on a drained server only"))
                            : Optional.empty()));
  }

  private Optional<Refusal> closedBySomebody(List<Seen> all, NodeName node) {
    return first(
        all,
        seen -> {
          Server server = read(seen, node);
          return server.open() ? Optional.empty() : Optional.of(foreign(seen, node, server));
        });
  }

  private Refusal foreign(Seen seen, NodeName node, Server server) {
    return Refusal.of(
        Refusal.Code.HELD_BY_OTHER,
        "%s is %s by somebody else, and stays so. When they are done: %s"
            .formatted(
                where(seen, spec.readBackend(), node),
                server.standing(),
                remedy(seen.api(), node, server)));
  }

  private String remedy(RuntimeApi api, NodeName node, Server server) {
    String address = address(spec.readBackend(), server(node));
    return server.weight() > 0
        ? "send 'set server %s state ready' to %s".formatted(address, api.name())
        : "send 'set server %s weight 100%%' to %s".formatted(address, api.name());
  }

  /**
   * The first read backend that would have, or has, nobody else for its clients than this node. One
   * that may run empty is none.
   */
  Optional<Refusal> emptied(List<Seen> all, NodeName node) {
    return spec.emptyReadBackendAcknowledged()
        ? Optional.empty()
        : first(
            all,
            seen ->
                seen.serving(spec.readBackend()).stream().allMatch(server(node)::equals)
                    ? Optional.of(
                        Refusal.of(
                            Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING,
                            "HAProxy %s: without %s the backend %s has no server that is up. Bring"
                                    .formatted(seen.api().name(), server(node), spec.readBackend())
                                + " another one up there; or, if its frontend falls back to the"
                                + " primary, write 'readFallback: acknowledged' under"
                                + " routing.haproxy"))
                    : Optional.empty());
  }

  /** The first HAProxy that has not what the cluster file names. */
  Optional<Refusal> unknown(List<Seen> all, NodeName node) {
    return first(
        all,
        seen ->
            absent(seen, spec.readBackend(), node).map(why -> Refusal.of(Refusal.Code.OTHER, why)));
  }

  /** What the cluster file names for a node and this HAProxy's backend has not, in words. */
  Optional<String> absent(Seen seen, String backend, NodeName node) {
    if (!seen.backends().containsKey(backend)) {
      return Optional.of(
          "HAProxy %s has no backend %s with a server, only %s: see routing.haproxy in the cluster file"
              .formatted(
                  seen.api().name(),
                  backend,
                  seen.backends().isEmpty()
                      ? "none at all"
                      : String.join(", ", seen.backends().keySet())));
    }
    return seen.server(backend, server(node)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "HAProxy %s: backend %s has no server %s for node %s, only %s: see routing.haproxy.servers in the cluster file"
                .formatted(
                    seen.api().name(),
                    backend,
                    server(node),
                    node,
                    String.join(", ", seen.backends().get(backend).keySet())));
  }

  /** The node's server in the read backend; asked only where it is known. */
  Server read(Seen seen, NodeName node) {
    return seen.server(spec.readBackend(), server(node)).orElseThrow();
  }

  private String where(Seen seen, String backend, NodeName node) {
    return "HAProxy %s: %s".formatted(seen.api().name(), address(backend, server(node)));
  }

  private static Optional<Refusal> first(List<Seen> all, Function<Seen, Optional<Refusal>> rule) {
    return all.stream().map(rule).flatMap(Optional::stream).findFirst();
  }
}
