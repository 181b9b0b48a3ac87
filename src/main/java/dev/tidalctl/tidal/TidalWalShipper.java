package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.http.JsonRequest;
import java.util.Map;
import java.util.Optional;

/** WAL shipping over the control plane's HTTP API. */
final class TidalWalShipper implements WalShipper {
  private final Looks looks;
  private final Calls calls;

  TidalWalShipper(Looks looks, Calls calls) {
    this.looks = looks;
    this.calls = calls;
  }

  @Override
  public Reply<Done> shipSegmentsSince(NodeName node, Position since, long token) {
    return Replies.then(
        looks.shard(node),
        shard ->
            calls.send(
                post("/v1/shards/" + shard + "/ship", Bodies.ship(since), token),
                body -> new Done()));
  }

  @Override
  public Reply<Position> appendHeartbeat(long token) {
    return calls.send(
        post("/v1/wal/heartbeat", Bodies.empty(), token),
        body -> body.object("position").position());
  }

  private static JsonRequest post(String target, JsonNode body, long token) {
    return new JsonRequest(
        "POST",
        target,
        Map.of(Headers.FENCING_TOKEN, Headers.token(token)),
        Optional.of(body),
        TidalControlPlane.WITH_WORK);
  }
}
