package dev.tidalctl.cli.preflight;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.core.port.RunArchive.Listing;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.EtcdSpec;
import dev.tidalctl.topology.StateSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether etcd answers, where the file names it; each of its endpoints is asked alone. */
final class StateChecks {
  private static final String CHECK = "etcd";

  private final ClusterFile file;
  private final Backend backend;

  StateChecks(ClusterFile file, Backend backend) {
    this.file = file;
    this.backend = backend;
  }

  /** Asks all of them. One that answers is enough; a silent one is worth a warning then. */
  List<Finding> findings() {
    List<Finding> answering = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (URI endpoint : file.state().etcd().map(EtcdSpec::endpoints).orElse(List.of())) {
      switch (backend.archive(only(endpoint)).runs()) {
        case Listing.Listed runs -> answering.add(Findings.pass(CHECK, endpoint + " answers"));
        case Listing.Unreadable(String why, String remedy) -> silent.add(why);
      }
    }
    List<Finding> findings = new ArrayList<>(answering);
    for (String why : silent) {
      findings.add(
          answering.isEmpty()
              ? Findings.unreached(
                  CHECK, why, "start it, or correct state.etcd: nothing begins without")
              : Findings.warn(CHECK, why, "see to it: a roll goes on with those that answer"));
    }
    return findings;
  }

  private ClusterFile only(URI endpoint) {
    StateSpec all = file.state();
    Optional<EtcdSpec> etcd =
        all.etcd().map(spec -> new EtcdSpec(List.of(endpoint), spec.tls(), spec.auth()));
    return new ClusterFile(
        file.file(),
        file.name(),
        file.driver(),
        file.nodes(),
        file.policy(),
        file.upgrade(),
        file.probe(),
        file.hooks(),
        new StateSpec(all.dir(), etcd, all.thisMachine()),
        file.missingForChange());
  }
}
