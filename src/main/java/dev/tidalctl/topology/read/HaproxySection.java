package dev.tidalctl.topology.read;

import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.PolicyLimits;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.topology.SessionPolicy.Then;
import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code routing.haproxy}. */
final class HaproxySection {
  private HaproxySection() {}

  /** How reads are taken from a node by HAProxy's runtime API. */
  static Optional<ReadRouting> read(Field field, Nodes nodes, Policy policy) {
    Optional<Fields> found = field.fields(Section.HAPROXY);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    List<HaproxyEndpoint> endpoints =
        fields
            .require("endpoints", "at least one runtime API, as lb-1:9999 or /run/haproxy.sock")
            .stream()
            .flatMap(each -> each.items().stream())
            .flatMap(item -> endpoint(item).stream())
            .toList();
    var tls = TlsSection.besideSockets(fields, endpoints);
    Optional<String> readBackend =
        fields
            .require("readBackend", "the backend that serves reads")
            .flatMap(TextValue::proxyName);
    Optional<String> writeBackend = fields.get("writeBackend").flatMap(TextValue::proxyName);
    Map<String, String> servers = servers(fields, nodes);
    boolean fallback =
        fields
            .get("readFallback")
            .flatMap(each -> TextValue.choice(each, Map.of("acknowledged", true)))
            .isPresent();
    SessionPolicy sessions = sessions(fields, policy.timeouts().drain());
    return readBackend.map(
        backend ->
            new ReadRouting.Haproxy(
                endpoints, tls, backend, writeBackend, servers, fallback, sessions));
  }

  private static Optional<HaproxyEndpoint> endpoint(Field item) {
    Optional<String> text = TextValue.line(item, "host:port, or the path of a socket");
    return text.filter(each -> each.startsWith("/")).isPresent()
        ? PathValue.read(item).map(HaproxyEndpoint.UnixSocket::new)
        : text.flatMap(_ -> AddressValue.read(item)).map(HaproxyEndpoint.Tcp::new);
  }

  private static Map<String, String> servers(Fields fields, Nodes nodes) {
    Map<String, String> servers = new LinkedHashMap<>();
    nodes.specs().forEach(node -> servers.put(node.name(), node.name()));
    Optional<Field> named = fields.get("servers");
    List<Entry> entries =
        named.flatMap(Field::mapping).map(mapping -> mapping.entries()).orElse(List.of());
    for (Entry entry : entries) {
      String node = entry.key().text();
      Field server =
          new Field(
              fields.path() + ".servers." + Shown.bare(node), entry.value(), fields.reading());
      if (nodes.areComplete() && !servers.containsKey(node)) {
        fields
            .reading()
            .problems()
            .accept(
                entry
                    .key()
                    .at()
                    .problem(
                        "%s.servers: no node is named %s%s"
                            .formatted(
                                fields.path(),
                                Shown.of(node),
                                Suggestion.didYouMean(node, servers.keySet()))));
      }
      TextValue.proxyName(server).ifPresent(name -> servers.put(node, name));
    }
    named.ifPresent(field -> refuseShared(field, servers));
    return servers;
  }

  private static void refuseShared(Field field, Map<String, String> servers) {
    Map<String, String> nodes = new HashMap<>();
    servers.forEach(
        (node, server) -> {
          String other = nodes.putIfAbsent(server, node);
          if (other != null) {
            field.wrong(
                "the nodes %s and %s have the same server %s".formatted(other, node, server));
          }
        });
  }

  private static SessionPolicy sessions(Fields haproxy, Duration drain) {
    Duration defaultPatience =
        SessionPolicy.DEFAULT_PATIENCE.compareTo(drain) < 0
            ? SessionPolicy.DEFAULT_PATIENCE
            : drain;
    Optional<Fields> fields =
        haproxy.get("sessions").flatMap(field -> field.fields(Section.SESSIONS));
    Duration patience =
        fields
            .flatMap(each -> each.get("wait"))
            .flatMap(field -> DurationValue.read(field, wait -> tooLong(wait, drain)))
            .orElse(defaultPatience);
    Then then =
        fields
            .flatMap(each -> each.get("then"))
            .flatMap(field -> TextValue.choice(field, Map.of("fail", Then.FAIL, "cut", Then.CUT)))
            .orElse(Then.FAIL);
    return new SessionPolicy(patience, then);
  }

  private static Optional<String> tooLong(Duration wait, Duration drain) {
    return wait.compareTo(drain) > 0
        ? Optional.of("is longer than policy.timeouts.drain, within which it falls")
        : PolicyLimits.soak(wait);
  }
}
