package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.Planner;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.PlannedRoll;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans a roll by one look at the cluster, the cluster file, and past runs. */
final class Planning {
  private static final String NONE = "none";
  private static final Duration LONGEST_SAID = Duration.ofDays(365);

  private final CommandContext context;

  Planning(CommandContext context) {
    this.context = context;
  }

  /**
   * The plan.
   *
   * @param options that the task was made by
   * @throws CommandFailed when there was nothing to see
   */
  PlannedRoll plan(Session session, RollTask task, List<String> options) {
    Snapshot snapshot = new Looks(session, context.next()).once();
    Plan plan = Planner.plan(task.order(), snapshot, task.policy(), task.identity());
    return new PlannedRoll(
        task.file().name(),
        plan,
        away(snapshot),
        PastRuns.estimate(context.archive(task.file()), plan, task.policy().soak()),
        options,
        basis(task, snapshot, plan));
  }

  private static PlannedRoll.Away away(Snapshot snapshot) {
    String unit = snapshot.lagUnit() == LagUnit.BYTES ? "bytes" : "events";
    if (snapshot.retentionCap().isEmpty() || snapshot.writeRate().isEmpty()) {
      return new PlannedRoll.Away(
          Optional.empty(),
          "not known: the cluster gives no "
              + (snapshot.retentionCap().isEmpty() ? "retention cap" : "write rate"));
    }
    long cap = snapshot.retentionCap().getAsLong();
    double rate = snapshot.writeRate().getAsDouble();
    String kept = "%d %s of WAL are kept".formatted(cap, unit);
    double seconds = rate <= 0 ? Double.POSITIVE_INFINITY : cap / rate;
    if (seconds > LONGEST_SAID.toSeconds()) {
      return new PlannedRoll.Away(
          Optional.empty(), "for longer than matters: " + kept + ", hardly any written");
    }
    return new PlannedRoll.Away(
        Optional.of(Duration.ofSeconds((long) seconds)),
        "a node may be away for %d s: %s, %s a second written"
            .formatted((long) seconds, kept, String.format(Locale.ROOT, "%.0f", rate)));
  }

  private static SortedMap<String, String> basis(RollTask task, Snapshot snapshot, Plan plan) {
    SortedMap<String, String> basis = new TreeMap<>();
    basis.put("driver", task.file().driverKind().word());
    ClusterSettings.of(task.file()).settings().forEach((key, value) -> basis.put(key, value));
    basis.put("leader", snapshot.leader().map(NodeName::value).orElse(NONE));
    basis.put(
        "members",
        snapshot.nodes().stream().map(n -> n.name().value()).collect(Collectors.joining(", ")));
    basis.put(
        "order",
        or(
            plan.batches().stream()
                .map(
                    batch ->
                        batch.nodes().stream()
                            .map(item -> item.name().value())
                            .collect(Collectors.joining(" with ")))
                .collect(Collectors.joining(", then "))));
    basis.put(
        "serving",
        or(
            plan.batches().stream()
                .map(batch -> Integer.toString(batch.serving()))
                .collect(Collectors.joining(", then "))));
    basis.put(
        "skipped",
        or(
            plan.skipped().stream()
                .map(each -> each.name() + " (" + each.reason() + ")")
                .collect(Collectors.joining(", "))));
    basis.put("refusals", or(Impediment.words(plan.refusals())));
    for (NodeView node : snapshot.nodes()) {
      basis.put("versions." + node.name(), node.version().map(Version::value).orElse("not known"));
    }
    return basis;
  }

  private static String or(String list) {
    return list.isEmpty() ? NONE : list;
  }
}
