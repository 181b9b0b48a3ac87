package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.net.URI;
import java.util.Optional;

/**
 * What is durably known of one node.
 *
 * @param shard its shard id
 * @param name its name
 * @param zone its zone, if it was given one
 * @param routing its routing state
 * @param hold there exactly when it is not serving
 * @param process its last registered process
 * @param reachable whether that process answered when last asked
 * @param lastApplied the last event known to be applied, from which on the WAL is kept for it
 */
record Member(
    int shard,
    String name,
    Optional<String> zone,
    Routing routing,
    Optional<Hold> hold,
    Optional<Incarnation> process,
    boolean reachable,
    long lastApplied) {

  /**
   * One incarnation of a node.
   *
   * @param id what it is told apart by
   * @param version the version it runs
   * @param url where it answers
   * @param pid its process id
   */
  record Incarnation(String id, String version, URI url, long pid) {
    static Incarnation from(JsonObject document) {
      return new Incarnation(
          document.text("incarnation"),
          document.text("version"),
          URI.create(document.text("url")),
          document.number("pid"));
    }

    JsonObject document() {
      return JsonObject.builder()
          .put("incarnation", id)
          .put("version", version)
          .put("url", url)
          .put("pid", pid)
          .build();
    }
  }

  static Member from(JsonObject document) {
    return new Member(
        document.integer("shard"),
        document.text("name"),
        document.optText("zone"),
        Routing.of(document.text("routing")),
        document.optObject("hold").map(Hold::from),
        document.optObject("process").map(Incarnation::from),
        document.flag("reachable"),
        document.number("lastApplied"));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("shard", shard)
        .put("name", name)
        .put("zone", zone)
        .put("routing", routing.wireName())
        .put("hold", hold.map(Hold::document))
        .put("process", process.map(Incarnation::document))
        .put("reachable", reachable)
        .put("lastApplied", lastApplied)
        .build();
  }

  /** Whether clients are sent to it. */
  boolean takesClients() {
    return routing == Routing.SERVING && reachable;
  }

  Member withRouting(Routing next, Optional<Hold> nextHold) {
    return new Member(shard, name, zone, next, nextHold, process, reachable, lastApplied);
  }

  Member withProcess(Incarnation next) {
    return new Member(shard, name, zone, routing, hold, Optional.of(next), reachable, lastApplied);
  }

  Member withReachable(boolean next) {
    return new Member(shard, name, zone, routing, hold, process, next, lastApplied);
  }

  Member withLastApplied(long next) {
    return new Member(shard, name, zone, routing, hold, process, reachable, next);
  }
}
