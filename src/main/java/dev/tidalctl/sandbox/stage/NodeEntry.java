package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A node process.
 *
 * @param name the node's name
 * @param shard its shard id
 * @param zone its zone, if it was given one
 * @param version the version it was started as
 * @param pid its process id
 * @param startedAt when it started, which tells it from a later process of the same id
 * @param url where it answers; another one after each restart, port 0 while it has not answered yet
 * @param incarnation its incarnation; empty while it has not answered yet
 * @param log its output
 */
public record NodeEntry(
    String name,
    int shard,
    Optional<String> zone,
    String version,
    long pid,
    Instant startedAt,
    URI url,
    String incarnation,
    Path log) {
  private static final URI NOWHERE_YET = URI.create("http://127.0.0.1:0");

  static NodeEntry from(JsonObject document) {
    return new NodeEntry(
        document.text("name"),
        document.integer("shard"),
        document.optText("zone"),
        document.text("version"),
        document.number("pid"),
        document.time("startedAt"),
        URI.create(document.text("url")),
        document.text("incarnation"),
        Path.of(document.text("log")));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("name", name)
        .put("shard", shard)
        .put("zone", zone)
        .put("version", version)
        .put("pid", pid)
        .put("startedAt", startedAt)
        .put("url", url)
        .put("incarnation", incarnation)
        .put("log", log)
        .build();
  }

  LiveProcess process() {
    return new LiveProcess(pid, startedAt);
  }

  static NodeEntry launched(
      String name, int shard, Optional<String> zone, String version, LiveProcess as, Path log) {
    return new NodeEntry(
        name, shard, zone, version, as.pid(), as.startedAt(), NOWHERE_YET, "", log);
  }

  NodeEntry relaunched(String nextVersion, LiveProcess as) {
    return launched(name, shard, zone, nextVersion, as, log);
  }

  NodeEntry answering(URI at, String as) {
    return new NodeEntry(name, shard, zone, version, pid, startedAt, at, as, log);
  }
}
