package dev.tidalctl.core;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches how much of the retained WAL a node that is away has used up, and says so at 50 % and 80
 * %. Remembers the longest upgrade of the run: the next node must be able to be away for as long.
 */
final class RetentionWatch {
  private static final List<Integer> SAID_AT = List.of(80, 50);

  private final Ledger ledger;
  private final Map<NodeName, Integer> said = new HashMap<>();
  private Duration longest = Duration.ZERO;

  RetentionWatch(Ledger ledger) {
    this.ledger = ledger;
  }

  void took(Duration upgrade) {
    longest = upgrade.compareTo(longest) > 0 ? upgrade : longest;
  }

  /** Whether the next node would come back to the WAL that it needs. */
  Verdict allows(Snapshot snapshot, Policy policy) {
    Duration upgrade = longest.isZero() ? Retention.FIRST_UPGRADE : longest;
    return Retention.advise(upgrade, snapshot, policy.limits())
            instanceof Retention.Advice.Refuse(String text)
        ? new Verdict.Hold(text)
        : new Verdict.Go();
  }

  void watch(List<NodeRun> away, Snapshot snapshot, Moment now) {
    for (NodeRun run : away) {
      run.leftAt()
          .flatMap(left -> Retention.usedPercent(left, snapshot))
          .ifPresent(percent -> say(run.name(), percent, now));
    }
  }

  private void say(NodeName node, int percent, Moment now) {
    SAID_AT.stream()
        .filter(mark -> percent >= mark)
        .findFirst()
        .filter(mark -> said.getOrDefault(node, 0) < mark)
        .ifPresent(
            mark -> {
              said.put(node, mark);
              ledger.record(new Event.Warned(Retention.nearing(node, percent)), now);
            });
  }
}
