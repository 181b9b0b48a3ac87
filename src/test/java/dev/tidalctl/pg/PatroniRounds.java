package dev.tidalctl.pg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rounds in which the Patroni of each node looks into etcd and does what is to be done. */
final class PatroniRounds {
  private final RealPostgres cluster;

  PatroniRounds(RealPostgres cluster) {
    this.cluster = cluster;
  }

  /** When the Patroni of a node last looked, in seconds since 1970. */
  long lookedAt(String node) throws IOException {
    return said(node).path("dcs_last_seen").asLong();
  }

  /** Whether the Patroni of a node says that it leads, as Patroni 3 and Patroni 4 do. */
  boolean leads(String node) throws IOException {
    return Set.of("master", "primary").contains(said(node).path("role").asText());
  }

  /**
   * Waits until each has looked since then: who leads after an absence of etcd is known no earlier,
   * however well all looks.
   */
  void awaitLookedSince(Instant then) throws Exception {
    Await.until(
        "each Patroni to look into etcd",
        () ->
            allSay("dcs_last_seen")
                .filter(seen -> Collections.min(seen) > then.getEpochSecond())
                .isPresent());
  }

  /** Waits until all tell of one timeline: a follower's does so some rounds after the leader's. */
  void awaitOneTimeline() throws Exception {
    Await.until(
        "each Patroni to tell of the same timeline",
        () -> allSay("timeline").filter(told -> told.size() == 1).isPresent());
  }

  /** The numbers that the nodes say; empty while one does not answer. */
  private Optional<Set<Long>> allSay(String field) {
    Set<Long> numbers = new TreeSet<>();
    for (String node : cluster.nodes()) {
      try {
        numbers.add(said(node).path(field).asLong());
      } catch (IOException starting) {
        return Optional.empty();
      }
    }
    return Optional.of(numbers);
  }

  private JsonNode said(String node) throws IOException {
    URI patroni = URI.create("http://127.0.0.1:" + cluster.port(node + "_rest") + "/patroni");
    try (InputStream answer = patroni.toURL().openStream()) {
      return new JsonMapper().readTree(answer);
    }
  }
}
