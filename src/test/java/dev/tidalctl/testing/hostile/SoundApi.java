package dev.tidalctl.testing.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What a control plane of two nodes answers when all is well. */
public final class SoundApi {
  /** What its log of transitions holds: the take of the lease that it grants. */
  public static final String TRANSITIONS =
      """
      {"transitions":[{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"lease","shard":null,"name":null,
       "from":"free","to":"held","term":1,"owner":null,"runId":null,"token":5,"servingAfter":2,
       "why":null}]}
      """;

  private SoundApi() {}

  /** A whole answer to a request, whose connection is kept. */
  static String answer(Received request, Duration leaseLife) {
    String method = request.method();
    String target = request.target();
    String path = target.replaceFirst("[?].*", "");
    if (path.equals("/v1/cluster")) {
      return json(200, snapshot(Instant.now()));
    }
    if (path.equals("/v1/transitions")) {
      return json(200, TRANSITIONS);
    }
    if (path.endsWith("/digest")) {
      return json(200, "{\"seqno\":" + target.replaceFirst(".*at=", "") + ",\"digest\":\"aa\"}");
    }
    if (path.endsWith("/routing")) {
      return json(200, "{\"epoch\":1,\"revision\":13,\"fence\":null}");
    }
    if (path.endsWith("/heartbeat")) {
      return json(200, "{\"position\":{\"term\":1,\"seqno\":101}}");
    }
    if (path.equals("/v1/leases/upgrade") && !method.equals("DELETE")) {
      return json(
          method.equals("POST") ? 201 : 200,
          "{\"token\":5,\"ttlMs\":" + leaseLife.toMillis() + "}");
    }
    return json(method.equals("DELETE") ? 200 : 202, "{}");
  }

  /** An answer with a JSON body of its length. */
  public static String json(int status, String body) {
    return head(status, "application/json", body.getBytes(StandardCharsets.UTF_8).length)
        + new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The head of an answer with a body, up to the empty line. */
  public static String head(int status, String type, long length) {
    return "HTTP/1.1 %d Word\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(status, type, length);
  }

  /** The cluster {@code sandbox}: node-0 leads, node-1 follows, both serve. */
  public static String snapshot(Instant now) {
    return """
    {"cluster":"sandbox","epoch":1,"revision":12,"observation":345,"leader":0,"term":1,
     "leaderSeqno":100,"leaderObservedAt":"%1$s","firstKeptSeqno":1,"now":"%1$s",
     "writeRate":500.5,"retentionCap":200000,"lagUnit":"events","lease":null,
     "shards":[
      {"id":0,"name":"node-0","role":"leader","zone":"a","routing":"serving","hold":null,
       "reachable":true,"electable":true,"incarnation":"i-0","version":"1.0.0","term":1,
       "appliedSeqno":100,"inFlight":3,"observedAt":"%1$s","diverged":false},
      {"id":1,"name":"node-1","role":"follower","zone":null,"routing":"serving","hold":null,
       "reachable":true,"electable":true,"incarnation":"i-1","version":"1.0.0","term":1,
       "appliedSeqno":100,"inFlight":0,"observedAt":"%1$s","diverged":false}]}
    """
        .formatted(now);
  }
}
