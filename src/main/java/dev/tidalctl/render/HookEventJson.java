package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code HookEvent}, the document that a hook reads on standard input. */
public final class HookEventJson {
  private HookEventJson() {}

  /**
   * What the cluster file says of the node.
   *
   * @param name its name
   * @param shard its shard id, where it has one
   * @param host where it is
   * @param zone its failure domain, where one is named
   */
  public record Node(String name, OptionalInt shard, String host, Optional<String> zone) {}

  /**
   * The document.
   *
   * @param job what the hook is told
   * @param cluster whose roll it is
   * @param node the job's node, where it has one
   * @param at when
   */
  public static ObjectNode of(HookJob job, String cluster, Optional<Node> node, Instant at) {
    ObjectNode document = JsonDocument.of("HookEvent");
    document.put("hook", job.hook().word());
    JsonDocument.put(document, "at", at);
    document.put("cluster", cluster);
    document.put("runId", job.runId().value());
    JsonDocument.put(document, "toVersion", job.to().map(Version::value));
    node.ifPresentOrElse(n -> document.set("node", of(n, job)), () -> document.putNull("node"));
    JsonDocument.put(document, "outcome", job.ending().map(HookEventJson::outcome));
    return JsonDocument.put(
        document, "reason", Optional.of(job.reason()).filter(reason -> !reason.isEmpty()));
  }

  private static ObjectNode of(Node node, HookJob job) {
    ObjectNode json = JsonDocument.object().put("name", node.name());
    JsonDocument.put(json, "shard", node.shard());
    json.put("host", node.host());
    JsonDocument.put(json, "zone", node.zone());
    json.put("role", job.leads() ? "leader" : "follower");
    return JsonDocument.put(json, "version", job.version().map(Version::value));
  }

  private static String outcome(Ending.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
