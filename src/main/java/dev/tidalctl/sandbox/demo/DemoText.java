package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.sandbox.load.LoadText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A demonstration's report for a reader. */
public final class DemoText {
  private static final List<String> PHASES = List.of("drain", "upgrade", "rejoin");

  private DemoText() {}

  /** The report's lines. */
  public static List<String> lines(DemoReport demo) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(demo));
    lines.add("");
    nodes(demo.steps(), lines);
    lines.add("");
    lines.add("order     " + String.join(", ", demo.order()));
    lines.add(
        "serving   at least %s of %d nodes, by the control plane's log"
            .formatted(demo.steps().path("minServingObserved").asText("?"), demo.plan().nodes()));
    probe(demo.steps().path("probe"), lines);
    lines.addAll(LoadText.lines(demo.load()));
    lines.add(signals(demo));
    verdict(demo, lines);
    return lines;
  }

  private static String headline(DemoReport demo) {
    DemoPlan plan = demo.plan();
    return "%s of %d nodes from %s to %s under load: %s"
        .formatted(
            plan.naive() ? "Naive restart" : "Roll",
            plan.nodes(),
            DemoPlan.FROM_VERSION,
            plan.toVersion(),
            demo.steps().path("outcome").asText());
  }

  private static void nodes(JsonNode steps, List<String> lines) {
    lines.add("%-10s %9s %9s %9s  %s".formatted("NODE", "DRAIN", "UPGRADE", "REJOIN", "STATUS"));
    for (JsonNode node : steps.path("nodes")) {
      String phases =
          PHASES.stream()
              .map(phase -> node.path("phases").path(phase).path("seconds"))
              .map(seconds -> seconds.isNumber() ? figure("%.3f s", seconds.asDouble()) : "-")
              .map(" %9s"::formatted)
              .collect(Collectors.joining());
      String reason = node.hasNonNull("reason") ? ": " + node.path("reason").asText() : "";
      lines.add(
          "%-10s".formatted(node.path("name").asText())
              + phases
              + "  "
              + node.path("status").asText()
              + reason);
    }
  }

  /** Naive restarts have no tool that measures: what clients saw is the load's to say. */
  private static void probe(JsonNode probe, List<String> lines) {
    if (probe.isObject()) {
      lines.add(
          "probe     %d answered, %d failed, longest gap %d ms"
              .formatted(
                  probe.path("answered").asLong(),
                  probe.path("failed").asLong(),
                  probe.path("longestGapMs").asLong()));
    }
  }

  private static String signals(DemoReport demo) {
    return "signals   %d acknowledged, checked on %d nodes: %d missing, %d different"
        .formatted(
            demo.verify().acked(),
            demo.verify().nodes().size(),
            demo.verify().missing(),
            demo.verify().different());
  }

  private static void verdict(DemoReport demo, List<String> lines) {
    lines.add("");
    if (demo.plan().naive()) {
      lines.add(
          demo.flawless()
              ? "No client noticed: put on more load, or look at the roll instead."
              : "Clients noticed: that is the point. Without --naive the same nodes are rolled.");
      return;
    }
    lines.add(
        demo.flawless()
            ? "Every query was answered and no acknowledged write is lost."
            : "This roll was not flawless.");
    if (demo.steps().hasNonNull("reason")) {
      lines.add("reason: " + demo.steps().path("reason").asText());
    }
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
