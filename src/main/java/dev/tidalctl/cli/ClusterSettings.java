package dev.tidalctl.cli;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.Hooks;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.topology.UpgradeSpec;
import dev.tidalctl.topology.VersionSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every setting of a cluster file that has a part in what a roll does, as text, by which a resume
 * or a kept plan sees what has changed. Of a secret only where it comes from; of where operators
 * keep their state nothing, for each may have a place of his own.
 */
final class ClusterSettings {
  private final Map<String, String> settings = new TreeMap<>();

  private ClusterSettings() {}

  static ClusterTerms of(ClusterFile file) {
    ClusterSettings read = new ClusterSettings();
    file.nodes().forEach(read::node);
    read.policy(file.policy());
    read.driver(file.driver());
    file.upgrade().ifPresent(read::upgrade);
    file.probe().ifPresent(probe -> read.put("probe", probe));
    read.hooks(file.hooks());
    return new ClusterTerms(file.name(), file.driverKind().word(), new TreeMap<>(read.settings));
  }

  private void node(NodeSpec node) {
    String key = "nodes." + node.name() + ".";
    put(key + "host", node.host());
    node.shard().ifPresent(shard -> put(key + "shard", shard));
    node.url().ifPresent(url -> put(key + "url", url));
    node.zone().ifPresent(zone -> put(key + "zone", zone));
  }

  private void policy(Policy policy) {
    put("policy.minServing", policy.minServing());
    put("policy.maxUnavailable", policy.maxUnavailable());
    put("policy.maxLag", policy.maxLag());
    put("policy.unhealthyLag", policy.unhealthyLag());
    put("policy.stableSamples", policy.stableSamples());
    put("policy.soak", policy.soak());
    put("policy.timeouts.drain", policy.timeouts().drain());
    put("policy.timeouts.upgrade", policy.timeouts().upgrade());
    put("policy.timeouts.rejoin", policy.timeouts().rejoin());
    put("policy.timeouts.leadership", policy.timeouts().leadership());
  }

  private void driver(DriverSpec driver) {
    switch (driver) {
      case DriverSpec.Tidal(ControlPlaneSpec plane) -> {
        put(
            "controlPlane.endpoints",
            plane.endpoints().stream().map(Object::toString).collect(Collectors.joining(", ")));
        plane.tls().ifPresent(this::tls);
        plane.auth().ifPresent(auth -> put("controlPlane.auth", source(auth)));
      }
      case DriverSpec.Patroni patroni -> {
        put("patroni.scope", patroni.patroni().scope());
        put("patroni.versionFrom", versionFrom(patroni.patroni().versionFrom()));
        patroni.routing().ifPresent(new RoutingSettings(this::put)::of);
        patroni.sql().ifPresent(sql -> put("sql.user", sql.user()));
        patroni.sql().ifPresent(sql -> put("sql.database", sql.database()));
      }
    }
  }

  private void hooks(Hooks hooks) {
    hooks.beforeNode().ifPresent(hook -> put("hooks.beforeNode", words(hook)));
    hooks.afterNode().ifPresent(hook -> put("hooks.afterNode", words(hook)));
    hooks.onFailure().ifPresent(hook -> put("hooks.onFailure", words(hook)));
    hooks.onComplete().ifPresent(hook -> put("hooks.onComplete", words(hook)));
  }

  private static String versionFrom(VersionSource source) {
    return switch (source) {
      case VersionSource.ServerVersion s -> "server_version";
      case VersionSource.PatroniVersion p -> "patroni.version";
      case VersionSource.Tag(String name) -> "tag:" + name;
    };
  }

  private static String words(CommandTemplate command) {
    return words(command.words());
  }

  /** Words, told apart also where one has a blank in it. */
  static String words(List<String> words) {
    return words.stream().map(ClusterSettings::word).collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '\'');
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void tls(Tls tls) {
    tls.ca().ifPresent(ca -> put("controlPlane.tls.ca", ca));
    tls.client().ifPresent(client -> put("controlPlane.tls.cert", client.cert()));
    tls.client().ifPresent(client -> put("controlPlane.tls.key", client.key()));
  }

  private static String source(Auth.Bearer auth) {
    return switch (auth.token()) {
      case Secret.InFile(var file) -> "tokenFile " + file;
      case Secret.InEnvironment(String variable) -> "tokenEnv " + variable;
      case Secret.FromCommand(var argv) -> "tokenExec " + argv.getFirst();
    };
  }

  private void upgrade(UpgradeSpec upgrade) {
    put(
        "upgrade",
        switch (upgrade) {
          case UpgradeSpec.Command command -> words(command.command());
          case UpgradeSpec.Restart restart -> "restart";
        });
  }

  private void put(String key, Object value) {
    settings.put(key, value instanceof Duration length ? asWritten(length) : value.toString());
  }

  /** As a cluster file has it: {@code 1m30s}. */
  private static String asWritten(Duration length) {
    return length.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
