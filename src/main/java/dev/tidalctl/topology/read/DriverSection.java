package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.PatroniSpec;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.RoutingSpec;
import dev.tidalctl.topology.SqlSpec;
import dev.tidalctl.topology.VersionSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the file says to its driver: {@code controlPlane}, or {@code patroni} and its company. */
final class DriverSection {
  private static final String TAG = "tag:";

  private DriverSection() {}

  /** The driver's part. Without a known driver whatever stands there is checked all the same. */
  static Optional<DriverSpec> read(
      Fields root, Optional<DriverKind> kind, Nodes nodes, Policy policy) {
    boolean tidal = kind.filter(driver -> driver == DriverKind.TIDAL).isPresent();
    boolean patroni = kind.filter(driver -> driver == DriverKind.PATRONI).isPresent();
    Optional<ControlPlaneSpec> controlPlane =
        (tidal
                ? root.require("controlPlane", "the driver tidal wants controlPlane.endpoints")
                : root.get("controlPlane"))
            .flatMap(DriverSection::controlPlane);
    Optional<PatroniSpec> scope =
        (patroni
                ? root.require("patroni", "the driver patroni wants patroni.scope")
                : root.get("patroni"))
            .flatMap(field -> patroni(field, nodes));
    Optional<RoutingSpec> routing =
        root.get("routing").flatMap(field -> RoutingSection.read(field, nodes, policy));
    Optional<SqlSpec> sql = root.get("sql").flatMap(SqlSection::read);
    if (tidal) {
      return controlPlane.map(DriverSpec.Tidal::new);
    }
    return patroni
        ? scope.map(found -> new DriverSpec.Patroni(found, routing, sql))
        : Optional.empty();
  }

  private static Optional<ControlPlaneSpec> controlPlane(Field field) {
    Optional<Fields> fields = field.fields(Section.CONTROL_PLANE);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<URI> endpoints =
        fields
            .get()
            .require("endpoints", "at least one URL of the control plane")
            .map(UrlValue::servers)
            .orElse(List.of());
    return Optional.of(
        new ControlPlaneSpec(
            endpoints,
            TlsSection.read(fields.get(), endpoints),
            fields.get().get("auth").flatMap(AuthSection::bearer)));
  }

  private static Optional<PatroniSpec> patroni(Field field, Nodes nodes) {
    Optional<Fields> fields = field.fields(Section.PATRONI);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> scope =
        fields.get().require("scope", "Patroni's name for the cluster").flatMap(TextValue::name);
    VersionSource versionFrom =
        fields
            .get()
            .get("versionFrom")
            .flatMap(DriverSection::versionSource)
            .orElse(new VersionSource.ServerVersion());
    var auth = fields.get().get("auth").flatMap(AuthSection::basic);
    List<URI> urls = nodes.specs().stream().flatMap(node -> node.url().stream()).toList();
    var tls = TlsSection.read(fields.get(), urls);
    return scope.map(name -> new PatroniSpec(name, versionFrom, auth, tls));
  }

  private static Optional<VersionSource> versionSource(Field field) {
    Optional<String> text = TextValue.line(field, "server_version, patroni.version or tag:NAME");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "server_version" -> Optional.of(new VersionSource.ServerVersion());
      case "patroni.version" -> Optional.of(new VersionSource.PatroniVersion());
      case String tag when tag.matches(TAG + "[A-Za-z0-9_.-]{1,128}") ->
          Optional.of(new VersionSource.Tag(tag.substring(TAG.length())));
      case String other ->
          field.wrong(
              "wants server_version, patroni.version or tag:NAME"
                  + Suggestion.didYouMean(other, List.of("server_version", "patroni.version")));
    };
  }
}
