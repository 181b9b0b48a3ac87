package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The right to change anything, or an abandoned run's claim to it.
 *
 * @param owner who has it
 * @param host where its process is
 * @param runId the run it is for
 * @param kind what the run does
 * @param wanted the version a roll goes to
 * @param nonce what the holder knows it by when a reply was lost
 * @param token the fencing token
 * @param deadline when it runs out, on the monotonic clock, in nanoseconds
 * @param expiresAt the same, on the wall clock, for people
 * @param abandoned whether a roll let it run out
 */
record Lease(
    String owner,
    String host,
    String runId,
    Kind kind,
    Optional<String> wanted,
    String nonce,
    long token,
    long deadline,
    Instant expiresAt,
    boolean abandoned) {

  /** What a run does; only a roll that lets its lease run out leaves an abandoned run. */
  enum Kind {
    ROLL,
    DRAIN,
    REJOIN;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      for (Kind kind : values()) {
        if (kind.wireName().equals(wireName)) {
          return kind;
        }
      }
      throw Problem.of(ProblemCode.BAD_REQUEST, "no such kind of run: " + wireName);
    }
  }

  /** Reads a lease from disk; one that was live is given a deadline anew by who reads it. */
  static Lease from(JsonObject document) {
    return new Lease(
        document.text("owner"),
        document.text("host"),
        document.text("runId"),
        Kind.of(document.text("kind")),
        document.optText("wanted"),
        document.text("nonce"),
        document.number("token"),
        0,
        document.time("expiresAt"),
        document.text("state").equals("abandoned"));
  }

  /** As shown to anybody: without the nonce, which is the holder's secret. */
  JsonObject shown() {
    return fields().build();
  }

  /** As kept on disk. */
  JsonObject document() {
    return fields().put("nonce", nonce).build();
  }

  /** {@code held} or {@code abandoned}. */
  String state() {
    return abandoned ? "abandoned" : "held";
  }

  Lease until(long nextDeadline, Instant nextExpiresAt) {
    return new Lease(
        owner, host, runId, kind, wanted, nonce, token, nextDeadline, nextExpiresAt, abandoned);
  }

  Lease asAbandoned() {
    return new Lease(owner, host, runId, kind, wanted, nonce, token, deadline, expiresAt, true);
  }

  private JsonObject.Builder fields() {
    return JsonObject.builder()
        .put("owner", owner)
        .put("host", host)
        .put("runId", runId)
        .put("kind", kind.wireName())
        .put("wanted", wanted)
        .put("token", token)
        .put("expiresAt", expiresAt)
        .put("state", state());
  }
}
