package dev.tidalctl.tidal;

/** Bodies as a control plane sends them. */
final class Answers {
  static final String NOW = "2026-01-01T00:00:10Z";

  private Answers() {}

  static String snapshot(long epoch, long revision, long observation) {
    return snapshot("sandbox", epoch, revision, observation);
  }

  static String snapshot(String cluster, long epoch, long revision, long observation) {
    return """
    {"cluster":"%s","epoch":%d,"revision":%d,"observation":%d,"leader":0,"term":1,
     "leaderSeqno":100,"leaderObservedAt":"2026-01-01T00:00:09.990Z","firstKeptSeqno":1,
     "now":"%s","writeRate":500.5,"retentionCap":200000,"lagUnit":"events",
     "lease":{"owner":"ann@desk","host":"desk","runId":"r-1","kind":"roll","wanted":"2.0.0",
       "token":5,"expiresAt":"2026-01-01T00:00:20Z","state":"held"},
     "shards":[
      {"id":0,"name":"node-0","role":"leader","zone":"a","routing":"serving","hold":null,
       "reachable":true,"electable":false,"incarnation":"i-0","version":"1.0.0","term":1,
       "appliedSeqno":100,"inFlight":3,"observedAt":"2026-01-01T00:00:09.990Z","diverged":false},
      {"id":1,"name":"node-1","role":"follower","zone":null,"routing":"drained",
       "hold":{"owner":"ann@desk","runId":"r-1","host":"desk","reason":"roll to 2.0.0",
         "since":"2026-01-01T00:00:05Z","phase":"Upgrading","version":"2.0.0",
         "incarnation":"i-1"},
       "reachable":false,"electable":false,"incarnation":null,"version":null,"term":null,
       "appliedSeqno":null,"inFlight":null,"observedAt":null,"diverged":false}]}
    """
        .formatted(cluster, epoch, revision, observation, NOW);
  }

  static String problem(int status, String code) {
    return problem(status, code, "");
  }

  /** More members begin with a comma. */
  static String problem(int status, String code, String more) {
    return """
    {"type":"about:blank","title":"No","status":%d,"detail":"because of %s","code":"%s"%s}
    """
        .formatted(status, code, code, more);
  }

  static String lease(String state) {
    return """
    {"owner":"bob@lap","host":"lap","runId":"r-9","kind":"roll","wanted":null,"token":7,
     "expiresAt":"2026-01-01T00:00:20Z","state":"%s"}
    """
        .formatted(state);
  }

  static String transition(
      long seq, String kind, String from, String to, String token, int serving) {
    return """
    {"seq":%d,"at":"2026-01-01T00:00:00Z","kind":"%s","shard":null,"name":null,"from":"%s",
     "to":"%s","term":1,"owner":null,"runId":null,"token":%s,"servingAfter":%d,"why":null}
    """
        .formatted(seq, kind, from, to, token, serving);
  }
}
