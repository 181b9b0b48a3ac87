package dev.tidalctl.simulation.check;

import dev.tidalctl.core.ReportFold;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Also: nothing that changes the cluster is started that the journal does not announce. */
final class TheJournalExplains extends Invariant {
  TheJournalExplains() {
    super(7, "The journal alone explains the end state: folding it gives the statuses shown");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Decided(var tool, var id, var effect) -> {
        if (tool.identity().kind() == RunKind.ROLL && effect.changes() && !announced(tool, id)) {
          throw broken("effect #" + id + " is started and not in the journal: " + effect);
        }
      }
      case Occurrence.ToolEnded(var tool, var ending) -> {
        if (tool.identity().kind() == RunKind.ROLL && !tool.journalLost()) {
          explain(tool);
        }
      }
      default -> {}
    }
  }

  private static boolean announced(Tool tool, long id) {
    List<Recorded> journal = tool.operator().disk().journal(tool.identity().runId());
    for (Recorded fact : journal.reversed()) {
      if (fact.event() instanceof Event.EffectStarted(long known, var what) && known == id) {
        return true;
      }
    }
    return false;
  }

  private void explain(Tool tool) {
    ReportFold fold = new ReportFold();
    tool.operator().disk().journal(tool.identity().runId()).forEach(fold::accept);
    Map<NodeName, NodeUpgradeStatus> folded = statuses(fold.report());
    Map<NodeName, NodeUpgradeStatus> shown = statuses(tool.report());
    if (!folded.equals(shown)) {
      throw broken("the journal says " + folded + ", shown is " + shown);
    }
  }

  private static Map<NodeName, NodeUpgradeStatus> statuses(RunReport report) {
    Map<NodeName, NodeUpgradeStatus> statuses = new LinkedHashMap<>();
    report.nodes().forEach(n -> statuses.put(n.name(), n.status()));
    return statuses;
  }
}
