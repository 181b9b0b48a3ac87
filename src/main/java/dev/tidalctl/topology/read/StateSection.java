package dev.tidalctl.topology.read;

import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.EtcdSpec;
import dev.tidalctl.topology.StateSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code state}, with the default folder where it names none. */
final class StateSection {
  private StateSection() {}

  /** Where runs are recorded. */
  static StateSpec read(Fields root, Optional<DriverKind> kind) {
    Path defaultDir = root.reading().homes().stateHome().resolve("tidalctl");
    Optional<Fields> found = root.get("state").flatMap(field -> field.fields(Section.STATE));
    if (found.isEmpty()) {
      return new StateSpec(defaultDir, Optional.empty(), false);
    }
    Fields fields = found.get();
    if (kind.filter(driver -> driver == DriverKind.TIDAL).isPresent()) {
      fields.refuse("scope", "is for driver patroni; tidal's control plane keeps the lease itself");
    }
    if (fields.present("etcd", "scope").size() > 1) {
      fields.refuse("scope", "contradicts state.etcd, which shares the lease: keep one of them");
    }
    Path dir = fields.get("dir").flatMap(PathValue::read).orElse(defaultDir);
    Optional<EtcdSpec> etcd = fields.get("etcd").flatMap(StateSection::etcd);
    boolean thisMachine =
        fields
            .get("scope")
            .flatMap(field -> TextValue.choice(field, Map.of("this-machine", true)))
            .isPresent();
    return new StateSpec(dir, etcd, thisMachine);
  }

  private static Optional<EtcdSpec> etcd(Field field) {
    Optional<Fields> fields = field.fields(Section.ETCD);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<URI> endpoints =
        fields
            .get()
            .require("endpoints", "at least one URL of etcd, as https://etcd-1:2379")
            .map(UrlValue::servers)
            .orElse(List.of());
    return Optional.of(
        new EtcdSpec(
            endpoints,
            TlsSection.read(fields.get(), endpoints),
            fields.get().get("auth").flatMap(AuthSection::basic)));
  }
}
