package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad file that the interface document names has a file in the corpus. */
final class DocumentedKindsTest {
  /**
   * One kind of bad file.
   *
   * @param words the document's
   * @param rules the files of the corpus that are of this kind
   */
  record Kind(String words, List<String> rules) {
    static Kind of(String words, String... rules) {
      return new Kind(words, List.of(rules));
    }
  }

  static List<Kind> kinds() {
    return List.of(
        Kind.of("Unknown keys", "key-unknown", "key-unknown-in-node"),
        Kind.of("duplicate keys", "key-duplicate"),
        Kind.of("duplicate names", "node-name-duplicate"),
        Kind.of("duplicate shards", "node-shard-duplicate"),
        Kind.of("anchors that expand without bound", "aliases-without-bound", "alias-of-itself"),
        Kind.of("bad durations", "duration-without-unit", "duration-with-decimals"),
        // Files over 1 MiB are made by WholeFileTest: nobody wants to check one out.
        Kind.of("not UTF-8", "not-utf-8"),
        Kind.of("all problems at once", "many-at-once"),
        Kind.of(
            "names: [A-Za-z0-9._-]+, no leading '-'",
            "name-with-a-space",
            "node-name-leading-dash"),
        Kind.of("Required: apiVersion", "api-version-missing"),
        Kind.of("Required: name", "name-missing"),
        Kind.of("Required: driver", "driver-missing"),
        Kind.of("Required: controlPlane.endpoints", "control-plane-missing", "endpoints-missing"),
        Kind.of("Required: each node's name and shard", "node-name-missing", "node-shard-missing"),
        Kind.of("Required for patroni: patroni.scope", "patroni-missing", "patroni-scope-missing"),
        Kind.of("Required for patroni: each node's url", "node-url-missing"),
        Kind.of("For driver patroni, no controlPlane", "control-plane-with-patroni"),
        Kind.of("controlPlane: tidal only", "patroni-with-tidal", "url-with-tidal"),
        Kind.of("wait <= timeouts.drain", "haproxy-sessions-beyond-drain"),
        Kind.of("Placeholders ..., others exit 2", "placeholder-unknown"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void haveAFile(Kind kind) {
    assertTrue(!kind.rules().isEmpty());
    kind.rules().forEach(rule -> assertTrue(Files.isRegularFile(Corpus.invalid(rule)), () -> rule));
  }
}
