package dev.tidalctl.topology.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mappings of a cluster file and the keys that each of them knows, in their natural order. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
enum Section {
  ROOT(
      "",
      "apiVersion",
      "name",
      "driver",
      "controlPlane",
      "nodes",
      "policy",
      "upgrade",
      "probe",
      "hooks",
      "state",
      "patroni",
      "routing",
      "sql"),
  CONTROL_PLANE("controlPlane", "endpoints", "tls", "auth"),
  POLICY(
      "policy",
      "minServing",
      "maxUnavailable",
      "maxLag",
      "unhealthyLag",
      "stableSamples",
      "soak",
      "timeouts"),
  TIMEOUTS("policy.timeouts", "drain", "upgrade", "rejoin", "leadership"),
  UPGRADE("upgrade", "command", "restart"),
  PROBE("probe", "http", "exec", "sql", "interval", "timeout", "pauseAfter"),
  HOOKS("hooks", "beforeNode", "afterNode", "onFailure", "onComplete"),
  STATE("state", "dir", "etcd", "scope"),
  PATRONI("patroni", "scope", "versionFrom", "auth", "tls"),
  ROUTING("routing", "haproxy", "pgbouncer", "exec", "none"),
  HAPROXY(
      "routing.haproxy",
      "endpoints",
      "tls",
      "readBackend",
      "writeBackend",
      "servers",
      "readFallback",
      "sessions"),
  SESSIONS("routing.haproxy.sessions", "wait", "then"),
  ROUTING_EXEC("routing.exec", "drain", "enable", "check"),
  PGBOUNCER(
      "routing.pgbouncer",
      "consoles",
      "databases",
      "user",
      "passwordFile",
      "passwordEnv",
      "passwordExec",
      "tls",
      "maxPause"),
  SQL("sql", "user", "passwordFile", "passwordEnv", "passwordExec", "database", "tls"),
  PROBE_SQL(
      "probe.sql",
      "address",
      "user",
      "passwordFile",
      "passwordEnv",
      "passwordExec",
      "database",
      "tls"),
  ETCD("state.etcd", "endpoints", "tls", "auth"),
  NODE("nodes[]", "name", "shard", "url", "host", "zone"),
  TLS("tls", "ca", "cert", "key"),
  TOKEN("auth", "tokenFile", "tokenEnv", "tokenExec"),
  USER("auth", "user", "passwordFile", "passwordEnv", "passwordExec");

  private final String place;
  private final List<String> keys;

  Section(String place, String... keys) {
    this.place = place;
    this.keys = List.of(keys);
  }

  /** The keys that this section knows. */
  List<String> keys() {
    return keys;
  }

  /** Where a key stands that belongs to another section, as {@code policy.soak}. */
  static Optional<String> placeOf(String key) {
    return Arrays.stream(values())
        .filter(section -> section.keys.contains(key))
        .findFirst()
        .map(section -> section.place.isEmpty() ? key : section.place + "." + key);
  }
}
