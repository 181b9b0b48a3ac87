package dev.tidalctl.topology.read;

import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.yaml.YamlNode.Mapping;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The key {@code nodes}: each one by itself, then what must be unique among them. */
final class NodesSection {
  private static final int MOST = 1000;

  private final Map<String, String> names = new HashMap<>();
  private final Map<Integer, String> shards = new HashMap<>();
  private final Map<URI, String> urls = new HashMap<>();
  private final Optional<DriverKind> driver;

  private NodesSection(Optional<DriverKind> driver) {
    this.driver = driver;
  }

  /** The nodes that can be read, in the order of the file. */
  static List<NodeSpec> read(Field field, Optional<DriverKind> driver) {
    List<Field> items = field.items();
    if (items.size() > MOST) {
      field.wrong("more than %d nodes".formatted(MOST));
    }
    NodesSection section = new NodesSection(driver);
    List<NodeSpec> nodes = new ArrayList<>();
    items.forEach(item -> section.node(item).ifPresent(nodes::add));
    items.forEach(section::refuseAmbiguousName);
    return nodes;
  }

  private Optional<NodeSpec> node(Field item) {
    Optional<Fields> found = item.fields(Section.NODE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    Optional<String> name =
        fields
            .require("name", "each node has one")
            .flatMap(field -> unique(field, TextValue.name(field), names));
    Optional<Integer> shard =
        (isDriver(DriverKind.TIDAL)
                ? fields.require("shard", "the shard id, a whole number from 0")
                : fields.get("shard"))
            .flatMap(
                field -> unique(field, NumberValue.whole(field, 0, Integer.MAX_VALUE), shards));
    Optional<URI> url = url(fields);
    Optional<String> host = fields.get("host").flatMap(TextValue::host);
    Optional<String> zone = fields.get("zone").flatMap(TextValue::name);
    return name.map(
        named ->
            new NodeSpec(
                named,
                shard.map(OptionalInt::of).orElse(OptionalInt.empty()),
                url,
                host.or(() -> url.map(NodesSection::hostOf)).orElse(named),
                zone));
  }

  private Optional<URI> url(Fields fields) {
    if (isDriver(DriverKind.TIDAL)) {
      fields.refuse("url", "is for driver patroni; a tidal node is reached by the control plane");
    }
    return (isDriver(DriverKind.PATRONI)
            ? fields.require("url", "the URL of the node's Patroni REST API, as http://db-1:8008")
            : fields.get("url"))
        .flatMap(field -> unique(field, UrlValue.server(field), urls));
  }

  private boolean isDriver(DriverKind kind) {
    return driver.filter(found -> found == kind).isPresent();
  }

  private static <T> Optional<T> unique(Field field, Optional<T> value, Map<T, String> taken) {
    if (value.isPresent()) {
      String earlier = taken.putIfAbsent(value.get(), field.path());
      if (earlier != null) {
        field.wrong("%s is %s already".formatted(value.get(), earlier));
      }
    }
    return value;
  }

  /** A node may be named by name or shard id, so that no name may be another node's shard id. */
  private void refuseAmbiguousName(Field item) {
    if (!(item.node() instanceof Mapping mapping)) {
      return;
    }
    new Fields(item.path(), mapping, item.reading())
        .get("name")
        .ifPresent(
            field ->
                shards.forEach(
                    (shard, holder) -> {
                      if (isText(field, Integer.toString(shard))
                          && !holder.equals(item.path() + ".shard")) {
                        field.wrong("%d is %s too: it would be ambiguous".formatted(shard, holder));
                      }
                    }));
  }

  private static boolean isText(Field field, String text) {
    return field.node() instanceof Scalar scalar
        && scalar.text().equals(text);
  }

  private static String hostOf(URI url) {
    return url.getHost().replaceAll("[\\[\\]]", "");
  }
}
