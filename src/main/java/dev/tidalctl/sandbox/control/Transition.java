package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entry of the transition log.
 *
 * @param seq its number, from 1
 * @param at when
 * @param kind of what
 * @param shard which node, unless it is about the lease
 * @param name that node's name
 * @param from the state before
 * @param to the state after
 * @param term the leadership term after
 * @param owner who had the lease
 * @param runId for which run
 * @param token with which token
 * @param servingAfter how many nodes are serving and reachable after it
 * @param why in words
 */
record Transition(
    long seq,
    Instant at,
    Kind kind,
    OptionalLong shard,
    Optional<String> name,
    String from,
    String to,
    long term,
    Optional<String> owner,
    Optional<String> runId,
    OptionalLong token,
    long servingAfter,
    Optional<String> why) {

  /** Whether it says that the lease with this token was taken. */
  boolean takesLease(long withToken) {
    return kind == Kind.LEASE && to.equals("held") && token.equals(OptionalLong.of(withToken));
  }

  /** What changed. */
  enum Kind {
    ROUTING,
    LEADERSHIP,
    LEASE,
    REACHABILITY
  }

  static Transition from(JsonObject document) {
    return new Transition(
        document.number("seq"),
        document.time("at"),
        Kind.valueOf(document.text("kind").toUpperCase(Locale.ROOT)),
        document.optNumber("shard"),
        document.optText("name"),
        document.text("from"),
        document.text("to"),
        document.number("term"),
        document.optText("owner"),
        document.optText("runId"),
        document.optNumber("token"),
        document.number("servingAfter"),
        document.optText("why"));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("seq", seq)
        .put("at", at)
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("shard", shard)
        .put("name", name)
        .put("from", from)
        .put("to", to)
        .put("term", term)
        .put("owner", owner)
        .put("runId", runId)
        .put("token", token)
        .put("servingAfter", servingAfter)
        .put("why", why)
        .build();
  }
}
