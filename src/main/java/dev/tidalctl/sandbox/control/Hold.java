package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * The durable mark on a node that is not serving.
 *
 * @param owner who holds it
 * @param runId the run that holds it
 * @param host where that run is
 * @param reason why, in the owner's words
 * @param since since when
 * @param phase where its upgrade stands
 * @param version the version wanted
 * @param incarnation the node's incarnation when it was drained
 */
record Hold(
    String owner,
    String runId,
    String host,
    String reason,
    Instant since,
    String phase,
    Optional<String> version,
    Optional<String> incarnation) {

  /** Reads a hold as on the wire and on disk. */
  static Hold from(JsonObject document) {
    return new Hold(
        document.text("owner"),
        document.text("runId"),
        document.text("host"),
        document.optText("reason").orElse(""),
        document.time("since"),
        document.text("phase"),
        document.optText("version"),
        document.optText("incarnation"));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("owner", owner)
        .put("runId", runId)
        .put("host", host)
        .put("reason", reason)
        .put("since", since)
        .put("phase", phase)
        .put("version", version)
        .put("incarnation", incarnation)
        .build();
  }

  /** Whether the holder of a lease may change it: same run, or, outside rolls, same owner. */
  boolean belongsTo(Lease lease) {
    return runId.equals(lease.runId())
        || (lease.kind() != Lease.Kind.ROLL && owner.equals(lease.owner()));
  }
}
