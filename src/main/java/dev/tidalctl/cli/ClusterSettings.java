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
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every setting of a cluster file as text, by which a resume sees what has changed since the run
 * began. Of a secret only where it comes from.
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
      case DriverSpec.Patroni patroni -> put("patroni.scope", patroni.patroni().scope());
    }
  }

  private void hooks(Hooks hooks) {
    hooks.beforeNode().ifPresent(hook -> put("hooks.beforeNode", words(hook)));
    hooks.afterNode().ifPresent(hook -> put("hooks.afterNode", words(hook)));
    hooks.onFailure().ifPresent(hook -> put("hooks.onFailure", words(hook)));
    hooks.onComplete().ifPresent(hook -> put("hooks.onComplete", words(hook)));
  }

  private static String words(CommandTemplate command) {
    return String.join(" ", command.words());
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
