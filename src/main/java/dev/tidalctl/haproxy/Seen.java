package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.CsvTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one HAProxy shows.
 *
 * @param api which
 * @param backends their servers by name
 */
record Seen(RuntimeApi api, Map<String, Map<String, Server>> backends) {
  /** Both tables as of one instant. */
  private static final String LOOK = "show servers state;show stat";

  private static final String STATES = "# be_id ";
  private static final String STATISTICS = "# pxname,";

  /** Looks at one. Nothing is changed by that, so that a lost answer is just no answer. */
  static Reply<Seen> look(RuntimeApi api) {
    return switch (api.ask(LOOK)) {
      case Reply.Ok<String>(var words) -> read(api, words);
      case Reply.Refused<String>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<String>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<String>(var why) -> new Reply.Unreachable<>(why);
    };
  }

  private static Reply<Seen> read(RuntimeApi api, String words) {
    int states = words.indexOf(STATES);
    int statistics = words.indexOf(STATISTICS);
    if (states < 0 || statistics < states) {
      return unintelligible(api, words);
    }
    try {
      return new Reply.Ok<>(
          new Seen(
              api,
              servers(
                  words.substring(states + 2, statistics),
                  counts(words.substring(statistics + 2)))));
    } catch (NumberFormatException e) {
      return unintelligible(api, String.valueOf(e.getMessage()));
    }
  }

  private static Reply<Seen> unintelligible(RuntimeApi api, String words) {
    return new Reply.Refused<>(
        Refusal.of(
            Refusal.Code.OTHER,
            "HAProxy "
                + api.name()
                + " does not answer 'show servers state' and 'show stat' as a runtime API does,"
                + " but: "
                + Words.of(words)));
  }

  private static Map<String, Map<String, Server>> servers(
      String table, Map<String, Map<String, String>> counts) {
    Map<String, Map<String, Server>> backends = new TreeMap<>();
    List<String> lines = table.lines().toList();
    List<String> names = List.of(lines.getFirst().split(" "));
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = Arrays.asList(line.split(" "));
      if (values.size() >= names.size() - 1 && values.size() > 1) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
          row.put(names.get(i), values.get(i));
        }
        String backend = row.getOrDefault("be_name", "");
        String name = row.getOrDefault("srv_name", "");
        Map<String, String> count = counts.getOrDefault(backend + "/" + name, Map.of());
        backends
            .computeIfAbsent(backend, _ -> new TreeMap<>())
            .put(
                name,
                new Server(
                    name,
                    number(row, "srv_op_state"),
                    number(row, "srv_admin_state"),
                    number(row, "srv_uweight"),
                    count(count, "scur"),
                    count(count, "slim")));
      }
    }
    return backends;
  }

  private static int number(Map<String, String> row, String name) {
    return Integer.parseInt(row.getOrDefault(name, "no " + name));
  }

  private static OptionalInt count(Map<String, String> row, String name) {
    String value = row.getOrDefault(name, "");
    return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  /** The lines of statistics, each by what it is about. */
  private static Map<String, Map<String, String>> counts(String table) {
    Map<String, Map<String, String>> counts = new HashMap<>();
    for (Map<String, String> row : CsvTable.read(table)) {
      counts.put(row.getOrDefault("pxname", "") + "/" + row.getOrDefault("svname", ""), row);
    }
    return counts;
  }

  /** A server, if there is such a one. */
  Optional<Server> server(String backend, String name) {
    return Optional.ofNullable(backends.getOrDefault(backend, Map.of()).get(name));
  }

  /** Those that clients of a backend get to. */
  List<String> serving(String backend) {
    return backends.getOrDefault(backend, Map.of()).values().stream()
        .filter(Server::serves)
        .map(Server::name)
        .toList();
  }
}
