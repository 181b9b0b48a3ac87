package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.util.Optional;

/**
 * A request to take the lease.
 *
 * @param nonce chosen by the taker; the same one again is the same take
 * @param owner who asks
 * @param host where its process is
 * @param runId the run it is for
 * @param kind what the run does
 * @param wanted the version a roll goes to
 * @param takeOverRun the run whose lease is to be taken over
 * @param takeOverNonce that run's nonce, which a live lease is given up for
 */
record LeaseRequest(
    String nonce,
    String owner,
    String host,
    String runId,
    Lease.Kind kind,
    Optional<String> wanted,
    Optional<String> takeOverRun,
    Optional<String> takeOverNonce) {

  static LeaseRequest from(JsonObject document) {
    Optional<JsonObject> takeOver = document.optObject("takeOver");
    return new LeaseRequest(
        document.text("nonce"),
        document.text("owner"),
        document.text("host"),
        document.text("runId"),
        Lease.Kind.of(document.text("kind")),
        document.optText("wanted"),
        takeOver.map(over -> over.text("runId")),
        takeOver.flatMap(over -> over.optText("nonce")));
  }
}
