package dev.tidalctl.cli.preflight;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.DriverSpec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether each endpoint of the control plane answers; each is asked alone. */
final class EndpointChecks {
  private final ClusterFile file;
  private final Backend backend;

  EndpointChecks(ClusterFile file, Backend backend) {
    this.file = file;
    this.backend = backend;
  }

  /**
   * What was found.
   *
   * @param findings one an endpoint
   * @param snapshot from the endpoint that speaks for the cluster, when one does
   */
  record Result(List<Finding> findings, Optional<Snapshot> snapshot) {}

  /**
   * Asks all of them. One that speaks for the cluster is enough; a silent one is worth a warning.
   */
  Result ask() {
    return switch (file.driver()) {
      case DriverSpec.Tidal tidal -> endpoints(tidal.controlPlane().endpoints());
      case DriverSpec.Patroni patroni -> everything();
    };
  }

  /** Nobody speaks for a cluster without a control plane: all that is named is reached for. */
  private Result everything() {
    try (Session session = backend.open(file)) {
      List<Finding> findings = new ArrayList<>(session.reach());
      file.missingForChange()
          .forEach(
              problem ->
                  findings.add(
                      Findings.warn(
                          "cluster file",
                          problem.text(),
                          "without it nothing can be changed, only looked at")));
      return switch (session.look(Optional.empty(), Interest.REVISION, Duration.ZERO)) {
        case Reply.Ok<Snapshot>(Snapshot seen) -> new Result(findings, Optional.of(seen));
        case Reply.Refused<Snapshot>(Refusal refusal) -> unseen(findings, refusal.detail());
        case Reply.Unreachable<Snapshot>(String why) -> unseen(findings, why);
        case Reply.Unknown<Snapshot>(String why) -> unseen(findings, why);
      };
    }
  }

  private static Result unseen(List<Finding> findings, String why) {
    findings.add(Findings.fail("cluster", why, "see to what is named there, or correct the file"));
    return new Result(findings, Optional.empty());
  }

  private Result endpoints(List<URI> endpoints) {
    List<Finding> answering = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    Optional<Snapshot> snapshot = Optional.empty();
    for (URI endpoint : endpoints) {
      try (Session session = backend.open(only(endpoint))) {
        switch (session.look(Optional.empty(), Interest.REVISION, Duration.ZERO)) {
          case Reply.Ok<Snapshot>(Snapshot seen) -> {
            answering.add(Findings.pass("endpoint", endpoint + " speaks for the cluster"));
            snapshot = Optional.of(seen);
          }
          case Reply.Refused<Snapshot> refused ->
              silent.add(endpoint + " declined: " + refused.refusal().detail());
          case Reply.Unreachable<Snapshot>(String why) -> silent.add(why);
          case Reply.Unknown<Snapshot>(String why) -> silent.add(why);
        }
      }
    }
    List<Finding> findings = new ArrayList<>(answering);
    for (String why : silent) {
      findings.add(
          answering.isEmpty()
              ? Findings.fail(
                  "endpoint", why, "start the control plane, or correct controlPlane.endpoints")
              : Findings.warn(
                  "endpoint", why, "none, if it stands by; else see to it before a roll"));
    }
    return new Result(findings, snapshot);
  }

  private ClusterFile only(URI endpoint) {
    return switch (file.driver()) {
      case DriverSpec.Patroni p -> file;
      case DriverSpec.Tidal(ControlPlaneSpec all) ->
          new ClusterFile(
              file.file(),
              file.name(),
              new DriverSpec.Tidal(new ControlPlaneSpec(List.of(endpoint), all.tls(), all.auth())),
              file.nodes(),
              file.policy(),
              file.upgrade(),
              file.probe(),
              file.hooks(),
              file.state(),
              file.missingForChange());
    };
  }
}
