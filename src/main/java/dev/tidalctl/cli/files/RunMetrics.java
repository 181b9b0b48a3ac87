package dev.tidalctl.cli.files;

import dev.tidalctl.core.Health;
import dev.tidalctl.core.History;
import dev.tidalctl.core.ReportFold;
import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.OpenMetrics;
import dev.tidalctl.render.OpenMetrics.Label;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A run as metrics, by its events alone. Every sample has the label {@code cluster}; what is not
 * known has no sample, never a zero.
 */
final class RunMetrics {
  private static final List<NodeUpgradeStatus> STATUSES =
      List.of(
          new NodeUpgradeStatus.Pending(),
          new NodeUpgradeStatus.Draining(),
          new NodeUpgradeStatus.Drained(),
          new NodeUpgradeStatus.Upgrading(),
          new NodeUpgradeStatus.Rejoining(),
          new NodeUpgradeStatus.Complete(),
          new NodeUpgradeStatus.Failed(""));

  private record Begun(Identity identity, RunTerms terms) {}

  private final Optional<History> before;
  private final ReportFold report = new ReportFold();
  private Optional<Begun> begun = Optional.empty();
  private Optional<Snapshot> seen = Optional.empty();
  private Instant last = Instant.EPOCH;

  /**
   * Begins with nothing.
   *
   * @param before what the run did before this process went on with it
   */
  RunMetrics(Optional<History> before) {
    this.before = before;
  }

  /** Takes one event up, in order. */
  void take(Recorded recorded) {
    if (begun.isEmpty()) {
      before.stream().flatMap(h -> h.retold(recorded.at()).stream()).forEach(report::accept);
    }
    report.accept(recorded);
    last = recorded.at().wall();
    switch (recorded.event()) {
      case Event.RunStarted(Identity identity, RunTerms terms) ->
          begun = Optional.of(new Begun(identity, terms));
      case Event.RunResumed(Identity identity, RunTerms terms, var how) ->
          begun = Optional.of(new Begun(identity, terms));
      case Event.Observed(Snapshot snapshot) -> seen = Optional.of(snapshot);
      case Event other -> {}
    }
  }

  /** The metrics; empty before the run's first event. */
  Optional<String> text() {
    return begun.map(this::text);
  }

  private String text(Begun run) {
    OpenMetrics out = new OpenMetrics(new Label("cluster", run.terms().cluster().name()));
    RunReport told = report.report();
    run(out, run, told);
    seen.ifPresent(snapshot -> cluster(out, snapshot, run.terms().policy()));
    nodes(out, told.nodes());
    told.availability().ifPresent(availability -> probe(out, availability));
    return out.text();
  }

  private void run(OpenMetrics out, Begun run, RunReport told) {
    out.gauge("tidalctl_run_info", "The run of tidalctl that wrote this file.")
        .put(
            1,
            new Label("run_id", run.identity().runId().value()),
            new Label("owner", run.identity().owner()),
            new Label("to_version", run.terms().to().map(Version::value).orElse("")));
    out.gauge("tidalctl_run_state", "1 for how the run stands, 0 for all else.");
    String state = told.ending().map(ending -> word(ending.kind())).orElse("running");
    Stream.concat(Stream.of("running"), Arrays.stream(Ending.Kind.values()).map(RunMetrics::word))
        .forEach(each -> out.put(each.equals(state), new Label("state", each)));
    out.gauge("tidalctl_run_start_timestamp_seconds", "seconds", "When the run began.")
        .put(told.startedAt());
    told.finishedAt()
        .ifPresent(
            at ->
                out.gauge("tidalctl_run_end_timestamp_seconds", "seconds", "When the run ended.")
                    .put(at));
    out.gauge(
            "tidalctl_run_last_event_timestamp_seconds",
            "seconds",
            "When the run was last heard of: old while it runs means that it hangs or died.")
        .put(last);
  }

  private static void cluster(OpenMetrics out, Snapshot snapshot, Policy policy) {
    out.gauge("tidalctl_serving_nodes", "Nodes that serve and are healthy.")
        .put(snapshot.nodes().stream().filter(n -> Health.serves(n, snapshot, policy)).count());
    out.gauge("tidalctl_min_serving_nodes", "Nodes that must serve, by the policy.")
        .put(policy.minServing());
    out.gauge("tidalctl_nodes", "Nodes of the cluster.").put(snapshot.nodes().size());
    out.gauge("tidalctl_node_serving", "1 for a node that serves and is healthy, else 0.");
    snapshot.nodes().forEach(n -> out.put(Health.serves(n, snapshot, policy), of(n)));
    lag(out, snapshot);
  }

  private static void lag(OpenMetrics out, Snapshot snapshot) {
    String unit = snapshot.lagUnit() == LagUnit.BYTES ? "bytes" : "events";
    out.gauge("tidalctl_node_lag_" + unit, unit, "WAL that a node has not applied yet.");
    for (NodeView node : snapshot.nodes()) {
      OptionalLong lag = snapshot.lag(node);
      if (lag.isPresent()) {
        out.put(lag.getAsLong(), of(node));
      }
    }
  }

  private static void nodes(OpenMetrics out, List<NodeReport> nodes) {
    out.gauge("tidalctl_node_status", "1 for a node's status in the roll, 0 for all others.");
    for (NodeReport node : nodes) {
      STATUSES.stream()
          .map(NodeUpgradeStatus::label)
          .forEach(
              status ->
                  out.put(
                      status.equals(node.status().label()), of(node), new Label("status", status)));
    }
    out.gauge(
        "tidalctl_node_phase_duration_seconds",
        "seconds",
        "How long a part of a node's turn took, once it has ended.");
    for (NodeReport node : nodes) {
      for (RunReport.Span span : RunReport.Span.values()) {
        Optional.ofNullable(node.spans().get(span))
            .ifPresent(
                took ->
                    out.put(
                        took, of(node), new Label("phase", span.name().toLowerCase(Locale.ROOT))));
      }
    }
  }

  private static void probe(OpenMetrics out, Availability availability) {
    out.counter("tidalctl_probe_queries", "Queries of the probe, by what came of them.")
        .put(availability.answered(), new Label("result", "answered"))
        .put(availability.failed(), new Label("result", "failed"));
    out.gauge(
            "tidalctl_probe_longest_gap_seconds",
            "seconds",
            "The longest time without an answer to the probe.")
        .put(availability.longestGap());
  }

  private static Label of(NodeView node) {
    return new Label("node", node.name().value());
  }

  private static Label of(NodeReport node) {
    return new Label("node", node.name().value());
  }

  private static String word(Ending.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
