package dev.tidalctl.cli.preflight;

import dev.tidalctl.core.model.Plan;
import dev.tidalctl.render.CheckReport.Finding;
import java.util.ArrayList;
import java.util.List;

/** What a roll of all nodes would say. */
final class PlanChecks {
  private PlanChecks() {}

  static List<Finding> findings(Plan plan) {
    List<Finding> findings = new ArrayList<>();
    plan.refusals()
        .forEach(each -> findings.add(Findings.against("roll", "would be refused: ", each)));
    plan.warnings().forEach(warning -> findings.add(Findings.warn("roll", warning, "")));
    if (plan.refusals().isEmpty()) {
      int fewest = plan.batches().stream().mapToInt(Plan.Batch::serving).min().orElse(0);
      findings.add(
          Findings.pass("roll", "would go on, with " + fewest + " nodes serving at the fewest"));
    }
    return findings;
  }
}
