package dev.tidalctl.cli.preflight;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.CheckReport;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.topology.ClusterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that can be known about a roll before it begins, without a change.
 *
 * <ol>
 *   <li>This machine: certificates, secrets, the upgrade program, the state folder.
 *   <li>Each endpoint of the control plane, and of etcd where it is named, asked alone.
 *   <li>What the probe asks, asked once.
 *   <li>The cluster, as one of them shows it: members, leader, health, holds, lease.
 *   <li>What a roll of all nodes would say.
 * </ol>
 */
public final class Preflight {
  private final ClusterFile file;
  private final Map<String, String> environment;
  private final Backend backend;

  /**
   * Begins with nothing looked at.
   *
   * @param file what to check
   * @param environment the process's variables
   * @param backend to ask the control plane with
   */
  public Preflight(ClusterFile file, Map<String, String> environment, Backend backend) {
    this.file = file;
    this.environment = environment;
    this.backend = backend;
  }

  /**
   * What was found.
   *
   * @param report the findings
   * @param reached whether an endpoint spoke for the cluster
   */
  public record Result(CheckReport report, boolean reached) {}

  /**
   * Checks everything.
   *
   * @param judge judges a snapshot
   * @param plan plans a roll of all nodes; empty when the file has no upgrade command
   */
  public Result check(
      Function<Snapshot, ClusterStatus> judge, Function<Snapshot, Optional<Plan>> plan) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Findings.pass("cluster file", file.file() + " is valid"));
    findings.addAll(new LocalChecks(file, environment).findings());
    EndpointChecks.Result endpoints = new EndpointChecks(file, backend).ask();
    findings.addAll(endpoints.findings());
    findings.addAll(new StateChecks(file, backend).findings());
    findings.addAll(new ProbeChecks(file, backend).findings());
    endpoints
        .snapshot()
        .ifPresent(
            snapshot -> {
              findings.addAll(new ClusterChecks(file, judge.apply(snapshot)).findings());
              plan.apply(snapshot).ifPresent(each -> findings.addAll(PlanChecks.findings(each)));
            });
    return new Result(new CheckReport(file.name(), findings), endpoints.snapshot().isPresent());
  }
}
