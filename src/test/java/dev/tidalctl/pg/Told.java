package dev.tidalctl.pg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.testing.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the tool says, as events while it runs and as words in the end. */
final class Told {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Launched tool;
  private int lines;

  /** Listens from the first line on. */
  Told(Launched tool) {
    this.tool = tool;
  }

  /** Waits for an event that is not told yet; fails when the tool ends before. */
  JsonNode await(Predicate<JsonNode> event) throws InterruptedException {
    return awaitOrEnd(event)
        .orElseThrow(() -> new AssertionError("ended before it came to that: " + tool.said()));
  }

  /** Waits likewise, or until the tool says no more. */
  Optional<JsonNode> awaitOrEnd(Predicate<JsonNode> event) throws InterruptedException {
    for (Optional<String> line = tool.line(lines); line.isPresent(); line = tool.line(lines)) {
      lines++;
      JsonNode told = read(line.get());
      if (event.test(told)) {
        return Optional.of(told);
      }
    }
    return Optional.empty();
  }

  /** Any event of a name. */
  static Predicate<JsonNode> event(String name) {
    return event -> event.path("event").asText().equals(name);
  }

  /** A change that is about to be sent. */
  static Predicate<JsonNode> sending(String effect, String detail) {
    return event("EffectStarted")
        .and(event -> event.path("effect").asText().equals(effect))
        .and(event -> event.path("detail").asText().startsWith(detail));
  }

  /** A node that enters a status. */
  static Predicate<JsonNode> entering(String status) {
    return event("StageEntered").and(event -> event.path("status").asText().equals(status));
  }

  /** All that was told on stdout. */
  static List<JsonNode> all(Outcome outcome) {
    return outcome.out().lines().map(Told::read).toList();
  }

  /** The report that ends a roll. */
  static JsonNode report(Outcome roll) {
    return all(roll).getLast();
  }

  private static JsonNode read(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** Compares the exit code and every word with a golden. */
  static void matches(String golden, RealPostgres cluster, Outcome outcome) {
    check(
        golden,
        "exit "
            + outcome.code()
            + "\n--- stdout\n"
            + outcome.out()
            + "--- stderr\n"
            + outcome.err(),
        cluster);
  }

  /** Compares the exit code and all that was said on stderr with a golden. */
  static void endsAs(String golden, RealPostgres cluster, Outcome outcome) {
    check(golden, "exit " + outcome.code() + "\n--- stderr\n" + outcome.err(), cluster);
  }

  private static void check(String golden, String text, RealPostgres cluster) {
    Goldens.check("postgres-" + golden + ".txt", steady(text, cluster));
  }

  /** Without what differs from one run to the next. */
  static String steady(String text, RealPostgres cluster) {
    String steady = text.replace(cluster.dir().toString(), "DIR");
    for (String name : List.of("etcd", "api", "pgbouncer", "read", "write")) {
      steady = steady.replace("127.0.0.1:" + cluster.port(name), "127.0.0.1:<" + name + ">");
    }
    for (String node : cluster.nodes()) {
      steady =
          steady.replace("127.0.0.1:" + cluster.port(node + "_rest"), "127.0.0.1:<" + node + ">");
    }
    return steady
        .replaceAll("-p [0-9]+ ", "-p PORT ")
        .replaceAll("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}", "RUN")
        .replaceAll("[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "TIME")
        .replaceAll("[0-9]+(\\.[0-9]+)? s\\b", "N s");
  }
}
