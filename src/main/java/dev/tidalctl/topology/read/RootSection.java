package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.Hooks;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.StateSpec;
import dev.tidalctl.topology.UpgradeSpec;
import dev.tidalctl.topology.yaml.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole file: what every cluster has, and what its driver asks for beyond that. */
final class RootSection {
  private static final String API_VERSION = "tidalctl/v1";
  private static final Map<String, DriverKind> DRIVERS =
      Map.of("tidal", DriverKind.TIDAL, "patroni", DriverKind.PATRONI);

  private RootSection() {}

  /** The cluster; empty when something that every cluster needs is missing or wrong. */
  static Optional<ClusterFile> read(Path file, Field whole) {
    return whole
        .mapping()
        .map(mapping -> new Fields("", mapping, whole.reading()).refuseUnknown(Section.ROOT))
        .flatMap(root -> read(file, root));
  }

  private static Optional<ClusterFile> read(Path file, Fields root) {
    root.require("apiVersion", "write apiVersion: " + API_VERSION)
        .ifPresent(RootSection::checkApiVersion);
    Optional<String> name =
        root.require("name", "the cluster's name, checked against the control plane's")
            .flatMap(TextValue::name);
    Optional<DriverKind> kind =
        root.require("driver", "tidal or patroni")
            .flatMap(field -> TextValue.choice(field, DRIVERS));
    kind.ifPresent(driver -> refuseForeign(root, driver));
    Nodes nodes =
        root.require("nodes", "a cluster has at least one")
            .map(field -> NodesSection.read(field, kind))
            .orElse(Nodes.NONE);
    // Without a valid driver the file is refused anyway, but its other sections are still checked.
    DriverKind assumed = kind.orElse(DriverKind.TIDAL);
    Policy policy =
        root.get("policy")
            .map(field -> PolicySection.read(field, kind, nodes.written()))
            .orElse(Policy.defaultsFor(assumed));
    Optional<UpgradeSpec> upgrade =
        root.get("upgrade").flatMap(field -> UpgradeSection.read(field, kind, nodes));
    StateSpec state = StateSection.read(root, kind);
    Hooks hooks =
        root.get("hooks").map(field -> HooksSection.read(field, nodes)).orElse(Hooks.NONE);
    var probe = root.get("probe").flatMap(ProbeSection::read);
    Optional<DriverSpec> driver = DriverSection.read(root, kind, nodes, policy);
    if (name.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterFile(
            file,
            name.get(),
            driver.get(),
            nodes.specs(),
            policy,
            upgrade,
            probe,
            hooks,
            state,
            missingForChange(driver.get(), state)));
  }

  private static void checkApiVersion(Field field) {
    TextValue.line(field, API_VERSION)
        .filter(version -> !version.equals(API_VERSION))
        .ifPresent(
            version ->
                field.wrong(
                    "%s, but this tidalctl reads %s".formatted(Shown.of(version), API_VERSION)));
  }

  private static void refuseForeign(Fields root, DriverKind driver) {
    switch (driver) {
      case TIDAL ->
          List.of("patroni", "routing", "sql")
              .forEach(key -> root.refuse(key, "is for driver patroni, and this file's is tidal"));
      case PATRONI ->
          root.refuse("controlPlane", "is for driver tidal, and this file's is patroni");
    }
  }

  private static List<Problem> missingForChange(DriverSpec driver, StateSpec state) {
    return switch (driver) {
      case DriverSpec.Tidal _ -> List.of();
      case DriverSpec.Patroni patroni -> {
        List<Problem> missing = new ArrayList<>();
        if (patroni.routing().isEmpty()) {
          missing.add(
              Problem.ofWholeFile(
                  "routing is missing: to change anything, say how traffic is kept off a node, with"
                      + " routing.haproxy, routing.exec or routing.none: acknowledged"));
        }
        if (state.etcd().isEmpty() && !state.thisMachine()) {
          missing.add(
              Problem.ofWholeFile(
                  "state.etcd or state.scope is missing: to change anything, share the lease in"
                      + " etcd (state.etcd.endpoints), or accept with state.scope: this-machine"
                      + " that only runs from this machine exclude each other"));
        }
        yield List.copyOf(missing);
      }
    };
  }
}
