package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code RollPlan}, the document of {@code roll --dry-run}. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * The document.
   *
   * @param roll what would be done
   */
  public static ObjectNode of(PlannedRoll roll) {
    Plan plan = roll.plan();
    ObjectNode document = JsonDocument.of("RollPlan");
    document.put("cluster", roll.cluster());
    JsonDocument.put(document, "toVersion", plan.to().map(Version::value));
    ArrayNode batches = document.putArray("batches");
    plan.batches().forEach(batch -> batches.add(batch(batch)));
    ArrayNode skipped = document.putArray("skipped");
    plan.skipped()
        .forEach(
            each ->
                skipped.addObject().put("name", each.name().value()).put("reason", each.reason()));
    texts(document.putArray("refusals"), plan.refusals().stream().map(Impediment::why).toList());
    texts(document.putArray("warnings"), plan.warnings());
    roll.away()
        .atMost()
        .ifPresentOrElse(
            length -> document.put("awayAtMostSeconds", Figures.seconds(length)),
            () -> document.putNull("awayAtMostSeconds"));
    document.put("away", roll.away().why());
    roll.estimate()
        .ifPresentOrElse(
            estimate -> document.set("estimate", estimate(estimate)),
            () -> document.putNull("estimate"));
    texts(document.putArray("options"), roll.options());
    ObjectNode basis = document.putObject("basis");
    roll.basis().forEach(basis::put);
    return document;
  }

  private static ObjectNode estimate(PlannedRoll.Estimate estimate) {
    ObjectNode json = JsonDocument.object();
    json.put("runs", estimate.runs());
    json.put("nodes", estimate.nodes());
    for (Span span : Span.values()) {
      Optional.ofNullable(estimate.medians().get(span))
          .ifPresent(
              median ->
                  json.put(
                      span.name().toLowerCase(Locale.ROOT) + "Seconds", Figures.seconds(median)));
    }
    json.put("soakSeconds", Figures.seconds(estimate.soak()));
    return json.put("totalSeconds", Figures.seconds(estimate.total()));
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
