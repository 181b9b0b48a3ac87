package dev.tidalctl.cli.preflight;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one look at the cluster says about rolling it. */
final class ClusterChecks {
  private final ClusterFile file;
  private final ClusterStatus status;

  /** Judges one look. */
  ClusterChecks(ClusterFile file, ClusterStatus status) {
    this.file = file;
    this.status = status;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(members());
    findings.add(leader());
    status.nodes().forEach(node -> findings.add(node(node)));
    findings.add(lease());
    status.snapshot().impediments().stream()
        .map(each -> Findings.against("cluster", "nothing may be taken out of service: ", each))
        .forEach(findings::add);
    return findings;
  }

  private Finding members() {
    Set<String> named =
        file.nodes().stream().map(NodeSpec::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> seen =
        status.nodes().stream()
            .map(node -> node.view().name().value())
            .collect(Collectors.toCollection(TreeSet::new));
    if (named.equals(seen)) {
      return Findings.pass("members", named.size() + " in the file and in the cluster");
    }
    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(seen);
    Set<String> extra = new TreeSet<>(seen);
    extra.removeAll(named);
    return Findings.fail(
        "members",
        "not in the cluster: " + listed(missing) + "; not in the file: " + listed(extra),
        "make the file's nodes those of the cluster");
  }

  private Finding leader() {
    return status
        .snapshot()
        .leader()
        .map(NodeName::value)
        .map(name -> Findings.pass("leader", name))
        .orElseGet(
            () -> Findings.fail("leader", "there is none", "elect one before anything is drained"));
  }

  private Finding node(NodeStatus node) {
    String name = node.view().name().value();
    if (node.view().hold().isPresent()) {
      Hold hold = node.view().hold().get();
      return Findings.fail(
          name,
          "held by " + hold.owner() + ", run " + hold.runId() + ": " + hold.reason(),
          status.next().orElse("wait until its run has ended"));
    }
    return node.unhealthy()
        .map(
            why ->
                Findings.fail(
                    name, "not healthy: " + why, "mend it, or take it first: --include-unready"))
        .orElseGet(() -> Findings.pass(name, "serving and healthy"));
  }

  private Finding lease() {
    if (!status.snapshot().holdsKnown()) {
      return Findings.warn(
          "lease", "whether it is free, or a node held, is kept in etcd: not known", "");
    }
    return status
        .snapshot()
        .lease()
        .map(
            holder ->
                Findings.fail(
                    "lease",
                    holder.owner() + " has it for run " + holder.runId() + state(holder),
                    status.next().orElse("wait until that run has ended")))
        .orElseGet(() -> Findings.pass("lease", "free"));
  }

  private static String state(LeaseHolder holder) {
    return holder.abandoned() ? ", abandoned" : ", under way";
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
