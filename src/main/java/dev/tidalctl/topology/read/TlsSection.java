package dev.tidalctl.topology.read;

import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.topology.Tls.ClientCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The key {@code tls} beside the URLs that it is for. */
final class TlsSection {
  private TlsSection() {}

  /** The section, if there is one; refused beside a URL that would go without it. */
  static Optional<Tls> read(Fields parent, List<URI> urls) {
    if (urls.stream().anyMatch(url -> "http".equals(url.getScheme()))) {
      parent.refuse("tls", "is given, but a URL is http: it would go without; make it https");
    }
    return parent.get("tls").flatMap(field -> field.fields(Section.TLS)).map(TlsSection::read);
  }

  /** The section beside an address; a certificate of our own wants its authorities beside it. */
  static Optional<Tls> withAuthorities(Fields parent) {
    Optional<Fields> fields = parent.get("tls").flatMap(field -> field.fields(Section.TLS));
    fields
        .filter(all -> all.get("cert").isPresent() && all.get("ca").isEmpty())
        .ifPresent(all -> all.missing("ca", "beside cert the authorities to trust are named"));
    return fields.map(TlsSection::read);
  }

  /** The section beside runtime APIs; refused where all are sockets, which go without. */
  static Optional<Tls> besideSockets(Fields parent, List<HaproxyEndpoint> endpoints) {
    if (!endpoints.isEmpty()
        && endpoints.stream().allMatch(HaproxyEndpoint.UnixSocket.class::isInstance)) {
      parent.refuse("tls", "is given, but each endpoint is a socket, which goes without");
    }
    return parent.get("tls").flatMap(field -> field.fields(Section.TLS)).map(TlsSection::read);
  }

  /** The section beside consoles: psql trusts only the authorities that it is given. */
  static Optional<Tls> ofAuthorities(Fields parent) {
    Optional<Fields> fields = parent.get("tls").flatMap(field -> field.fields(Section.TLS));
    fields.ifPresent(
        all -> all.require("ca", "psql trusts no authorities but those that it is given"));
    return fields.map(TlsSection::read);
  }

  private static Tls read(Fields fields) {
    Optional<Path> ca = fields.get("ca").flatMap(PathValue::read);
    Optional<Path> cert = fields.get("cert").flatMap(PathValue::read);
    Optional<Path> key = fields.get("key").flatMap(PathValue::read);
    if (fields.get("cert").isPresent() && fields.get("key").isEmpty()) {
      fields.missing("key", "cert is given, and its private key belongs to it");
    }
    if (fields.get("key").isPresent() && fields.get("cert").isEmpty()) {
      fields.missing("cert", "key is given, and its certificate belongs to it");
    }
    return new Tls(
        ca, cert.flatMap(chain -> key.map(secret -> new ClientCertificate(chain, secret))));
  }
}
