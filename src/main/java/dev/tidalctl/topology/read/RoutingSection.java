package dev.tidalctl.topology.read;

import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.RoutingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code routing}: one way for reads, and PgBouncer beside it for writes. */
final class RoutingSection {
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** PgBouncer's own {@code query_wait_timeout}: after it clients fail whatever is done. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private RoutingSection() {}

  /** How traffic is kept off a node. */
  static Optional<RoutingSpec> read(Field field, Nodes nodes, Policy policy) {
    Optional<Fields> fields = field.fields(Section.ROUTING);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<PgbouncerSpec> pgbouncer =
        fields.get().get("pgbouncer").flatMap(RoutingSection::pgbouncer);
    return fields
        .get()
        .oneOf("how reads are taken from a node", "haproxy", "exec", "none")
        .flatMap(way -> reads(way, nodes, policy))
        .map(reads -> new RoutingSpec(reads, pgbouncer));
  }

  private static Optional<ReadRouting> reads(Field way, Nodes nodes, Policy policy) {
    if (way.path().endsWith("haproxy")) {
      return HaproxySection.read(way, nodes, policy);
    }
    if (way.path().endsWith("exec")) {
      return exec(way, nodes);
    }
    return TextValue.choice(way, Map.of("acknowledged", new ReadRouting.Acknowledged()))
        .map(ReadRouting.class::cast);
  }

  private static Optional<ReadRouting> exec(Field field, Nodes nodes) {
    Optional<Fields> fields = field.fields(Section.ROUTING_EXEC);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var drain = command(fields.get(), "drain", "takes a node's reads away", nodes);
    var enable = command(fields.get(), "enable", "gives a node's reads back", nodes);
    var check = command(fields.get(), "check", "tells whether a node has reads", nodes);
    return drain.isEmpty() || enable.isEmpty() || check.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReadRouting.Exec(drain.get(), enable.get(), check.get()));
  }

  private static Optional<CommandTemplate> command(
      Fields fields, String key, String purpose, Nodes nodes) {
    Optional<Field> field = fields.require(key, "the command that " + purpose);
    Optional<CommandTemplate> command =
        field.flatMap(each -> CommandValue.template(each, CommandValue.FOR_A_NODE));
    field.ifPresent(
        each -> command.ifPresent(template -> NodePlaceholders.check(each, template, nodes)));
    return command;
  }

  private static Optional<PgbouncerSpec> pgbouncer(Field field) {
    Optional<Fields> found = field.fields(Section.PGBOUNCER);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    List<HostPort> consoles =
        fields.require("consoles", "at least one admin console, as lb-1:6432").stream()
            .flatMap(each -> each.items().stream())
            .flatMap(item -> AddressValue.read(item).stream())
            .toList();
    List<String> databases =
        fields.require("databases", "at least one database to pause").stream()
            .flatMap(each -> each.items().stream())
            .flatMap(item -> TextValue.database(item).stream())
            .toList();
    Optional<String> user =
        fields.require("user", "who may use the console").flatMap(AuthSection::user);
    var password = AuthSection.optionalPassword(fields);
    var tls = TlsSection.ofAuthorities(fields);
    Duration maxPause =
        fields
            .get("maxPause")
            .flatMap(
                each ->
                    DurationValue.read(each, DurationValue.between(SHORTEST_PAUSE, LONGEST_PAUSE)))
            .orElse(MAX_PAUSE);
    return user.map(name -> new PgbouncerSpec(consoles, databases, name, password, tls, maxPause));
  }
}
