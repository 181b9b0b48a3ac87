package dev.tidalctl.topology.read;

import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.NodeSpec;
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

  private final Map<String, Field> names = new HashMap<>();
  private final Map<Integer, Field> shards = new HashMap<>();
  private final Map<URI, Field> urls = new HashMap<>();
  private final Optional<DriverKind> driver;

  private NodesSection(Optional<DriverKind> driver) {
    this.driver = driver;
  }

  /** The nodes. */
  static Nodes read(Field field, Optional<DriverKind> driver) {
    List<Field> items = field.items();
    if (items.size() > MOST) {
      field.wrong("more than %d nodes".formatted(MOST));
      return new Nodes(List.of(), items.size());
    }
    NodesSection section = new NodesSection(driver);
    List<NodeSpec> nodes = new ArrayList<>();
    items.forEach(item -> section.node(item).ifPresent(nodes::add));
    section.refuseAmbiguousNames();
    return new Nodes(nodes, items.size());
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

  private static <T> Optional<T> unique(Field field, Optional<T> value, Map<T, Field> taken) {
    if (value.isPresent()) {
      Field earlier = taken.putIfAbsent(value.get(), field);
      if (earlier != null) {
        field.wrong("%s is %s already".formatted(value.get(), earlier.path()));
      }
    }
    return value;
  }

  /** A node may be named by name or shard id, so that no name may be another node's shard id. */
  private void refuseAmbiguousNames() {
    shards.forEach(
        (shard, ofShard) -> {
          Field named = names.get(Integer.toString(shard));
          if (named != null && !sameNode(named, ofShard)) {
            named.wrong("%d is %s too: which one is meant?".formatted(shard, ofShard.path()));
          }
        });
  }

  private static boolean sameNode(Field name, Field shard) {
    return name.path().replace(".name", ".shard").equals(shard.path());
  }

  private static String hostOf(URI url) {
    return url.getHost().replaceAll("[\\[\\]]", "");
  }
}
