package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The control-plane process.
 *
 * @param pid its process id
 * @param startedAt when it started, which tells it from a later process of the same id
 * @param port its port, which it keeps over restarts
 * @param url where it answers: HTTP API and gateway
 * @param log its output
 */
public record ControlEntry(long pid, Instant startedAt, int port, URI url, Path log) {
  static ControlEntry from(JsonObject document) {
    return new ControlEntry(
        document.number("pid"),
        document.time("startedAt"),
        document.integer("port"),
        URI.create(document.text("url")),
        Path.of(document.text("log")));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("name", Stage.CONTROL)
        .put("pid", pid)
        .put("startedAt", startedAt)
        .put("port", port)
        .put("url", url)
        .put("log", log)
        .build();
  }

  LiveProcess process() {
    return new LiveProcess(pid, startedAt);
  }
}
