package dev.tidalctl.cli.preflight;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.Interest;
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
    List<Finding> answering = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    Optional<Snapshot> snapshot = Optional.empty();
    for (URI endpoint : endpoints()) {
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

  private List<URI> endpoints() {
    return switch (file.driver()) {
      case DriverSpec.Tidal tidal -> tidal.controlPlane().endpoints();
      case DriverSpec.Patroni p -> List.of();
    };
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
