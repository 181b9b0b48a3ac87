package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.http.JsonRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The upgrade lease over the control plane's HTTP API. */
final class TidalLease implements Lease {
  private static final String PATH = "/v1/leases/upgrade";

  /** Below the 5 s between two renewals. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final Calls calls;
  private final LastTake lastTake;

  TidalLease(Calls calls, LastTake lastTake) {
    this.calls = calls;
    this.lastTake = lastTake;
  }

  @Override
  public Reply<LeaseGrant> take(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver) {
    return calls.send(
        request(
            "POST", PATH, Map.of(), Optional.of(Bodies.lease(identity, wanted, nonce, takeOver))),
        body -> {
          LeaseGrant taken = grant(body);
          lastTake.note(taken.token(), body.addedWhole("transition"));
          return taken;
        });
  }

  @Override
  public Reply<LeaseGrant> renew(long token) {
    return calls.send(
        request("PUT", PATH, ours(token), Optional.of(Bodies.empty())), TidalLease::grant);
  }

  @Override
  public Reply<Done> release(long token) {
    return calls.send(request("DELETE", PATH, ours(token), Optional.empty()), body -> new Done());
  }

  @Override
  public Reply<Done> breakLease(RunId run, boolean force) {
    String query =
        "?run="
            + URLEncoder.encode(run.value(), StandardCharsets.UTF_8)
            + (force ? "&force=true" : "");
    return calls.send(
        request("DELETE", PATH + query, Map.of(), Optional.empty()), body -> new Done());
  }

  private static LeaseGrant grant(Fields body) throws MalformedAnswer {
    return new LeaseGrant(body.whole("token"), Duration.ofMillis(body.whole("ttlMs")));
  }

  private static Map<String, String> ours(long token) {
    return Map.of(Headers.FENCING_TOKEN, Headers.token(token));
  }

  private static JsonRequest request(
      String method, String target, Map<String, String> headers, Optional<JsonNode> body) {
    return new JsonRequest(method, target, headers, body, LIMIT);
  }
}
