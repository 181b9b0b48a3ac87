package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped JSON Schema says the same as the reader, as far as JSON Schema can. */
final class ClusterSchemaTest {
  private static final String TEXT_GONE = "JSON has lost what the text was: ";
  private static final String ACROSS = "compares values at different places: ";
  private static final String ARITHMETIC = "adds up a duration or a size: ";

  /** The rules that JSON Schema cannot say, each with the reason. */
  private static final Map<String, String> BEYOND_JSON_SCHEMA =
      Map.ofEntries(
          Map.entry("key-duplicate", TEXT_GONE + "in JSON the last of them is the only one"),
          Map.entry("many-at-once", "rejected by the schema too, but for the duplicate key"),
          Map.entry("number-with-leading-zero", TEXT_GONE + "01 is 1"),
          Map.entry("node-name-duplicate", ACROSS + "only whole items can be asked to differ"),
          Map.entry("node-shard-duplicate", ACROSS + "only whole items can be asked to differ"),
          Map.entry("node-url-duplicate", ACROSS + "only whole items can be asked to differ"),
          Map.entry("node-name-is-another-shard", ACROSS + "a name with all shards"),
          Map.entry("min-serving-beyond-nodes", ACROSS + "a number with the length of a list"),
          Map.entry("max-unavailable-all-nodes", ACROSS + "a number with the length of a list"),
          Map.entry("haproxy-server-of-no-node", ACROSS + "a key with all names"),
          Map.entry("haproxy-server-shared", ACROSS + "values with each other and with names"),
          Map.entry("haproxy-sessions-beyond-drain", ACROSS + "two durations"),
          Map.entry("placeholder-without-a-value", ACROSS + "a command with all nodes"),
          Map.entry("soak-too-long", ARITHMETIC + "24h is also 1440m"),
          Map.entry("timeout-too-long", ARITHMETIC + "24h is also 1440m"),
          Map.entry("probe-interval-too-short", ARITHMETIC + "10ms is also 0s10ms"),
          Map.entry("pgbouncer-pause-too-long", ARITHMETIC + "2m is also 120s"),
          Map.entry("size-too-large", ARITHMETIC + "1TiB is also 1024GiB"));

  private static final Schema SCHEMA = schema();

  static List<Path> validFiles() {
    return Corpus.valid();
  }

  static List<Path> invalidFiles() {
    return Corpus.invalid();
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void takesWhatTheReaderTakes(Path file) {
    JsonNode json = YamlAsEditorsReadIt.read(Corpus.bytesOf(file)).orElseThrow();

    assertEquals(List.of(), SCHEMA.validate(json));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void rejectsWhatTheReaderRefuses(Path file) {
    Optional<JsonNode> json = YamlAsEditorsReadIt.read(Corpus.bytesOf(file));
    boolean rejected = json.map(SCHEMA::validate).map(errors -> !errors.isEmpty()).orElse(true);

    if (!BEYOND_JSON_SCHEMA.containsKey(Corpus.nameOf(file))) {
      assertTrue(rejected, "the schema takes it: teach it the rule, or say why it cannot learn it");
    } else if (!Corpus.nameOf(file).equals("many-at-once")) {
      assertFalse(rejected, "the schema can say this rule: remove it from the table");
    }
  }

  @Test
  void exceptionsAreOfTheCorpus() {
    BEYOND_JSON_SCHEMA
        .keySet()
        .forEach(rule -> assertTrue(Files.exists(Corpus.invalid(rule)), rule));
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void knowsTheSameKeysInEverySection(Section section) {
    JsonNode described = SCHEMA.getSchemaNode().at(pointer(section));

    assertEquals(List.copyOf(section.keys()), names(described.get("properties")));
    assertFalse(described.get("additionalProperties").booleanValue());
  }

  @Test
  void showsTheDefaultsThatTheReaderFillsIn() {
    JsonNode policy = SCHEMA.getSchemaNode().at("/properties/policy/properties");
    JsonNode timeouts = policy.at("/timeouts/properties");
    Map<String, String> shown = new TreeMap<>();
    policy
        .properties()
        .forEach(each -> shown.put(each.getKey(), each.getValue().path("default").asText()));
    timeouts
        .properties()
        .forEach(each -> shown.put(each.getKey(), each.getValue().path("default").asText()));

    assertEquals(
        Map.ofEntries(
            Map.entry("minServing", "1"),
            Map.entry("maxUnavailable", "1"),
            Map.entry("maxLag", "0"),
            Map.entry("unhealthyLag", ""),
            Map.entry("stableSamples", "3"),
            Map.entry("soak", "10s"),
            Map.entry("timeouts", ""),
            Map.entry("drain", "30s"),
            Map.entry("upgrade", "30m"),
            Map.entry("rejoin", "60s"),
            Map.entry("leadership", "60s")),
        shown);
  }

  private static String pointer(Section section) {
    return switch (section) {
      case ROOT -> "";
      case CONTROL_PLANE -> "/properties/controlPlane";
      case POLICY -> "/properties/policy";
      case TIMEOUTS -> "/properties/policy/properties/timeouts";
      case UPGRADE -> "/properties/upgrade";
      case PROBE -> "/properties/probe";
      case HOOKS -> "/properties/hooks";
      case STATE -> "/properties/state";
      case PATRONI -> "/properties/patroni";
      case ROUTING -> "/properties/routing";
      case HAPROXY -> "/properties/routing/properties/haproxy";
      case SESSIONS -> "/properties/routing/properties/haproxy/properties/sessions";
      case ROUTING_EXEC -> "/properties/routing/properties/exec";
      case PGBOUNCER -> "/properties/routing/properties/pgbouncer";
      case SQL -> "/properties/sql";
      case PROBE_SQL -> "/properties/probe/properties/sql";
      case ETCD -> "/properties/state/properties/etcd";
      case NODE -> "/$defs/node";
      case TLS -> "/$defs/tls";
      case TOKEN -> "/$defs/token";
      case USER -> "/$defs/user";
    };
  }

  private static List<String> names(JsonNode properties) {
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Schema schema() {
    try (InputStream schema =
        ClusterSchemaTest.class.getResourceAsStream("/dev/tidalctl/topology/cluster.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
