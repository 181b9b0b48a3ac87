package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.http.JsonRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The control plane over its HTTP API. */
final class TidalControlPlane implements ControlPlane {
  /** A change waits for the leader's position, a digest for a scan of the content. */
  static final Duration WITH_WORK = Duration.ofSeconds(10);

  private final Looks looks;
  private final Calls calls;
  private final LastTake lastTake;

  TidalControlPlane(Looks looks, Calls calls, LastTake lastTake) {
    this.looks = looks;
    this.calls = calls;
    this.lastTake = lastTake;
  }

  @Override
  public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    return looks.look(after, of, atMost);
  }

  @Override
  public Reply<Routed> changeRouting(RoutingChange change, long token) {
    return Replies.then(
        looks.shard(change.node()),
        shard ->
            calls.send(
                new JsonRequest(
                    "PUT",
                    "/v1/shards/" + shard + "/routing",
                    Map.of(
                        Headers.FENCING_TOKEN,
                        Headers.token(token),
                        Headers.IF_MATCH,
                        Headers.revision(change.revision())),
                    Optional.of(Bodies.routing(change)),
                    WITH_WORK),
                body -> {
                  looks.changedTo(body.whole("epoch"), body.whole("revision"));
                  Optional<Fields> fence = body.optionalObject("fence");
                  return new Routed(
                      fence.isPresent() ? Optional.of(fence.get().position()) : Optional.empty());
                }));
  }

  /** Routing is the gateway's own: what it says of a node is what it does. */
  @Override
  public Reply<Done> closeAgain(NodeName node, long token) {
    return unsupported("the control plane's routing can't come apart from its mark");
  }

  @Override
  public Reply<Done> cutSessions(NodeName node, long token) {
    return unsupported("the control plane can't cut sessions");
  }

  private static Reply<Done> unsupported(String why) {
    return new Reply.Refused<>(Refusal.of(Refusal.Code.UNSUPPORTED, why));
  }

  @Override
  public Reply<Done> moveLeadership(Handover handover, long token) {
    return Replies.then(
        looks.shard(handover.from()),
        from ->
            Replies.then(
                looks.shard(handover.to()),
                to ->
                    calls.send(
                        new JsonRequest(
                            "POST",
                            "/v1/leadership",
                            Map.of(
                                Headers.FENCING_TOKEN,
                                Headers.token(token),
                                Headers.IF_MATCH,
                                Headers.revision(handover.revision())),
                            Optional.of(Bodies.leadership(from, to, handover.term())),
                            WITH_WORK),
                        body -> new Done())));
  }

  @Override
  public Reply<Digests> digests(NodeName node, NodeName leader, long at) {
    return Replies.then(
        digest(node, at),
        ofNode ->
            Replies.then(
                digest(leader, at), ofLeader -> new Reply.Ok<>(new Digests(ofNode, ofLeader))));
  }

  private Reply<String> digest(NodeName node, long at) {
    return Replies.then(
        looks.shard(node),
        shard ->
            calls.send(
                JsonRequest.get("/v1/shards/" + shard + "/digest?at=" + at, WITH_WORK),
                body -> {
                  if (body.whole("seqno") != at) {
                    throw body.wrong("seqno", "is not the one asked for, " + at);
                  }
                  return body.text("digest");
                }));
  }

  @Override
  public Reply<OptionalInt> servingFloor(long token) {
    return ServingFloor.read(calls, token, lastTake.entry(token));
  }
}
