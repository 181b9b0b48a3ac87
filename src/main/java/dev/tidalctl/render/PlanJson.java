package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Version;
import java.util.List;

/** {@code RollPlan}, the document of {@code roll --dry-run}. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * The document.
   *
   * @param plan what would be done
   * @param cluster whose plan it is
   */
  public static ObjectNode of(Plan plan, String cluster) {
    ObjectNode document = JsonDocument.of("RollPlan");
    document.put("cluster", cluster);
    JsonDocument.put(document, "toVersion", plan.to().map(Version::value));
    ArrayNode batches = document.putArray("batches");
    plan.batches().forEach(batch -> batches.add(batch(batch)));
    ArrayNode skipped = document.putArray("skipped");
    plan.skipped()
        .forEach(
            each ->
                skipped.addObject().put("name", each.name().value()).put("reason", each.reason()));
    texts(document.putArray("refusals"), plan.refusals());
    texts(document.putArray("warnings"), plan.warnings());
    return document;
  }

  private static ObjectNode batch(Plan.Batch batch) {
    ObjectNode json = JsonDocument.object();
    json.put("expectedServing", batch.serving());
    ArrayNode nodes = json.putArray("nodes");
    for (Plan.Item item : batch.nodes()) {
      ObjectNode node = nodes.addObject().put("name", item.name().value());
      JsonDocument.put(node, "shard", item.shard());
      JsonDocument.put(node, "zone", Words.zone(item.name(), batch.zone()));
      JsonDocument.put(node, "fromVersion", item.from().map(Version::value));
      node.put("leads", item.leads());
      texts(node.putArray("command"), item.command());
    }
    return json;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
