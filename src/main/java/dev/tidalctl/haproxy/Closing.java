package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.ReadRouting;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Opens and closes a node's reads on all HAProxies.
 *
 * <ol>
 *   <li>Look at all. One that does not answer: nothing is changed.
 *   <li>Ask the rules. Refused: nothing is changed.
 *   <li>Tell all that need it, at the same time.
 *   <li>Look at all again. Only what they show counts.
 *   <li>A close that is not so everywhere, or left a backend empty after all, is undone where it
 *       was made. Whether that is seen decides between what is so again and what is unknown.
 * </ol>
 */
final class Closing {
  private final Fleet fleet;
  private final RouteRules rules;
  private final String backend;

  Closing(ReadRouting.Haproxy spec, RouteRules rules, Fleet fleet) {
    this.fleet = fleet;
    this.rules = rules;
    backend = spec.readBackend();
  }

  /**
   * Closes it.
   *
   * @param ours whether the node is closed by us where it is closed
   */
  Reply<Done> close(NodeName node, boolean ours) {
    return fleet.having(before -> close(node, ours, before));
  }

  private Reply<Done> close(NodeName node, boolean ours, List<Seen> before) {
    List<RuntimeApi> toTell = where(before, node, Server::open);
    if (ours && toTell.isEmpty() && rules.unknown(before, node).isEmpty()) {
      return new Reply.Ok<>(new Done());
    }
    Optional<Refusal> refusal = rules.againstClosing(before, node, ours);
    if (refusal.isPresent()) {
      return new Reply.Refused<>(refusal.get());
    }
    Reply<Done> told = tell(toTell, node, "drain");
    Reply<Done> shown = told instanceof Reply.Ok<Done> ? closedNow(node) : told;
    return shown instanceof Reply.Ok<Done> ? shown : undone(toTell, node, shown);
  }

  /** Whether it is closed everywhere, and no backend empty for it. */
  private Reply<Done> closedNow(NodeName node) {
    return switch (fleet.lookAtAll()) {
      case Reply.Ok<List<Seen>>(var after) -> {
        Optional<Refusal> amiss =
            stillSo(after, node, Server::open, "is open although it was told to drain")
                .or(() -> rules.againstClosing(after, node, true));
        yield amiss.isPresent() ? new Reply.Refused<>(amiss.get()) : new Reply.Ok<>(new Done());
      }
      case Reply.Refused<List<Seen>>(var refusal) -> new Reply.Unknown<>(refusal.detail());
      case Reply.Unreachable<List<Seen>>(var why) -> new Reply.Unknown<>(why);
      case Reply.Unknown<List<Seen>>(var why) -> new Reply.Unknown<>(why);
    };
  }

  /** Opens again what was told to close, and says what came of both. */
  private Reply<Done> undone(List<RuntimeApi> told, NodeName node, Reply<Done> failed) {
    tell(told, node, "ready");
    boolean open =
        fleet.lookAtAll() instanceof Reply.Ok<List<Seen>>(var all)
            && where(all, node, Server::open).stream()
                .map(RuntimeApi::name)
                .toList()
                .containsAll(told.stream().map(RuntimeApi::name).toList());
    return switch (failed) {
      case Reply.Ok<Done> r -> r;
      case Reply.Refused<Done>(var refusal) ->
          open ? failed : new Reply.Unknown<>(refusal.detail() + "; " + notUndone(node));
      case Reply.Unreachable<Done>(var why) ->
          open ? failed : new Reply.Unknown<>(why + "; " + notUndone(node));
      case Reply.Unknown<Done>(var why) ->
          new Reply.Unknown<>(
              why + (open ? "; it is undone as far as can be seen" : "; " + notUndone(node)));
    };
  }

  private String notUndone(NodeName node) {
    return "%s may be drained on some HAProxies: 'set server %s state ready' opens it"
        .formatted(node, address(node));
  }

  /** Opens it where draining is all that keeps it closed. */
  Reply<Done> open(NodeName node) {
    return fleet.having(before -> open(node, before));
  }

  private Reply<Done> open(NodeName node, List<Seen> before) {
    Optional<Refusal> refusal = rules.againstOpening(before, node);
    if (refusal.isPresent()) {
      return new Reply.Refused<>(refusal.get());
    }
    List<RuntimeApi> toTell = where(before, node, Server::merelyDrained);
    Reply<Done> told = tell(toTell, node, "ready");
    if (!(told instanceof Reply.Ok<Done>)) {
      return toTell.size() == 1 ? told : Fleet.others(told);
    }
    return switch (fleet.lookAtAll()) {
      case Reply.Ok<List<Seen>>(var after) ->
          stillSo(after, node, server -> !server.open(), "is closed although it was told to open")
              .<Reply<Done>>map(why -> new Reply.Unknown<>(why.detail()))
              .orElse(told);
      case Reply.Refused<List<Seen>>(var why) -> new Reply.Unknown<>(why.detail());
      case Reply.Unreachable<List<Seen>>(var why) -> new Reply.Unknown<>(why);
      case Reply.Unknown<List<Seen>>(var why) -> new Reply.Unknown<>(why);
    };
  }

  private Reply<Done> tell(List<RuntimeApi> apis, NodeName node, String state) {
    return Fleet.tell(apis, List.of("set server %s state %s".formatted(address(node), state)));
  }

  private String address(NodeName node) {
    return RouteRules.address(backend, rules.server(node));
  }

  private List<RuntimeApi> where(List<Seen> all, NodeName node, Predicate<Server> so) {
    return all.stream()
        .filter(seen -> seen.server(backend, rules.server(node)).filter(so).isPresent())
        .map(Seen::api)
        .toList();
  }

  private Optional<Refusal> stillSo(
      List<Seen> all, NodeName node, Predicate<Server> so, String words) {
    return where(all, node, so).stream()
        .findFirst()
        .map(
            api ->
                Refusal.of(
                    Refusal.Code.REVISION_CHANGED,
                    "HAProxy %s: %s %s".formatted(api.name(), address(node), words)));
  }
}
