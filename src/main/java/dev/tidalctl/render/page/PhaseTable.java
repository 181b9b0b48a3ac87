package dev.tidalctl.render.page;

import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Figures;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A row a node: where it stands, its versions, and how long each part took. */
final class PhaseTable {
  private PhaseTable() {}

  /** The table. */
  static Markup of(RunReport report) {
    DataTable table =
        new DataTable(
            List.of("Node", "Status", "Version", "Drain", "Upgrade", "Rejoin", "Soak", "Notes"),
            Set.of("Drain", "Upgrade", "Rejoin", "Soak"));
    report.nodes().forEach(node -> table.row(row(node)));
    return table.markup();
  }

  private static List<Markup> row(NodeReport node) {
    return List.of(
        Markup.text(node.name().value()),
        status(node.status()),
        Markup.text(versions(node)),
        Markup.text(span(node, Span.DRAIN)),
        Markup.text(span(node, Span.UPGRADE)),
        Markup.text(span(node, Span.REJOIN)),
        Markup.text(span(node, Span.SOAK)),
        Markup.text(notes(node)));
  }

  private static Markup status(NodeUpgradeStatus status) {
    String sign =
        switch (status) {
          case NodeUpgradeStatus.Complete c -> "✓ ";
          case NodeUpgradeStatus.Failed f -> "✕ ";
          case NodeUpgradeStatus.Pending p -> "";
          case NodeUpgradeStatus.Draining d -> "";
          case NodeUpgradeStatus.Drained d -> "";
          case NodeUpgradeStatus.Upgrading u -> "";
          case NodeUpgradeStatus.Rejoining r -> "";
        };
    return Markup.tag("span").with("class", "s-" + status.label()).saying(sign + status.label());
  }

  static String versions(NodeReport node) {
    String from = node.from().map(Version::toString).orElse(Figures.UNKNOWN);
    return node.to().map(to -> from + " → " + to).orElse(from);
  }

  static String span(NodeReport node, Span span) {
    return Optional.ofNullable(node.spans().get(span)).map(Figures::length).orElse(Figures.NONE);
  }

  private static String notes(NodeReport node) {
    String notes = String.join("; ", node.notes());
    return node.status() instanceof NodeUpgradeStatus.Failed(String why)
        ? why + (notes.isEmpty() ? "" : "; " + notes)
        : notes;
  }
}
