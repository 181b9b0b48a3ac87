package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A roll through the real launcher on which blows fall, and which is resumed until it is complete.
 *
 * <ol>
 *   <li>The roll's events are followed; when one announces that it is time, the blow falls.
 *   <li>The tool ends with an exit code of the table. Every node out of service then is held by
 *       this run, and {@code status} names it.
 *   <li>The command that was printed is run, or {@code roll --resume} where nothing was.
 *   <li>In the end every node serves at the version wanted, each upgrade command ran once an
 *       attempt, and never were fewer nodes in service than the guard allows.
 * </ol>
 */
final class StruckRoll {
  private static final int MOST_PROCESSES = 60;
  private static final int NODES = 3;
  private static final List<String> RESUME = List.of("roll", "--resume", "--yes", "-o", "ndjson");

  private final JsonMapper mapper = new JsonMapper();
  private final RealSandbox sandbox;
  private final Path clusterFile;
  private final Path marks;
  private final String version;
  private final List<String> order = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Deque<Strike> strikes;
  private int landed;
  private boolean disturbed;

  private StruckRoll(RealSandbox sandbox, String version, List<Strike> strikes) throws IOException {
    this.sandbox = sandbox;
    this.version = version;
    this.strikes = new ArrayDeque<>(strikes);
    this.marks = sandbox.clusterFile().resolveSibling("marks-" + version);
    Files.createFile(marks);
    this.clusterFile =
        sandbox.clusterFileWith(
            "marked-" + version + ".yaml",
            "(?m)^  command: \\[",
            "  command: [sh, -c, 'echo \"$TIDALCTL_NODE\" >> \"$0\"; exec \"$@\"', \""
                + marks
                + "\", ");
  }

  /**
   * Carries a whole roll out.
   *
   * @return how many of the blows fell
   */
  static int of(RealSandbox sandbox, String version, List<Strike> strikes)
      throws IOException, InterruptedException {
    StruckRoll roll = new StruckRoll(sandbox, version, strikes);
    try {
      roll.carryOut();
      return roll.landed;
    } catch (AssertionError e) {
      throw new AssertionError(strikes + "\n" + String.join("\n", roll.story), e);
    }
  }

  private void carryOut() throws IOException, InterruptedException {
    long before = sandbox.control().lastTransition();
    List<String> command = List.of("roll", "--to", version, "--yes", "-o", "ndjson");
    Optional<List<String>> next = Optional.of(command);
    for (int processes = 0; next.isPresent(); processes++) {
      if (processes == MOST_PROCESSES) {
        fail("never came to its end");
      }
      next = runOne(next.get());
    }
    verify(before);
  }

  /** One process of the tool, to its end; the next one's command. */
  private Optional<List<String>> runOne(List<String> command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--cluster", clusterFile.toString()));
    try (Launched tool = sandbox.launcher().start(words.toArray(String[]::new))) {
      Optional<Strike> last = follow(tool);
      long start = System.nanoTime();
      Outcome outcome = tool.await();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      story.add(
          String.join(" ", command)
              + last.map(s -> ", " + s).orElse("")
              + ": exit "
              + outcome.code()
              + " after "
              + took.toMillis()
              + " ms");
      last.ifPresent(strike -> endedAsTabled(strike, outcome, took));
      if (outcome.code() == 0) {
        return command.getFirst().equals("rejoin") ? Optional.of(RESUME) : anew(outcome);
      }
      assertTrue(last.isPresent() || disturbed, outcome::toString);
      leftOutAreNamed();
      return Optional.of(next(outcome));
    }
  }

  private static void endedAsTabled(Strike strike, Outcome outcome, Duration took) {
    Blow blow = strike.blow();
    assertTrue(
        blow.codes().contains(outcome.code())
            || (strike.late() && Set.of(0, 9).contains(outcome.code())),
        () -> strike + ": " + outcome);
    assertTrue(took.compareTo(blow.endsWithin()) < 0, () -> strike + " took " + took);
  }

  /** Follows the events; the blow that the tool has to end of, if one fell. */
  private Optional<Strike> follow(Launched tool) throws IOException, InterruptedException {
    int number = 0;
    while (!strikes.isEmpty()) {
      Optional<String> line = tool.line(number++);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      JsonNode event = mapper.readTree(line.get());
      String node = event.path("node").asText();
      if (!event.path("event").asText().equals("StageEntered")) {
        continue;
      }
      if (!order.contains(node)) {
        order.add(node);
      }
      Strike strike = strikes.getFirst();
      if (order.indexOf(node) == strike.node() - 1
          && event.path("stage").asText().equals(strike.event())) {
        strikes.removeFirst();
        if (strike(strike, tool, node) && strike.blow().ends()) {
          return Optional.of(strike);
        }
      }
    }
    return Optional.empty();
  }

  /** False when the tool ended before, while another blow fell. */
  private boolean strike(Strike strike, Launched tool, String node)
      throws IOException, InterruptedException {
    if (strike.stage().equals(Strike.COMMAND_AT_WORK)) {
      sandbox
          .control()
          .await(
              "the command of " + node + " at work",
              seen ->
                  !ControlApi.node(seen, node).path("reachable").asBoolean()
                      || ControlApi.node(seen, node).path("version").asText().equals(version));
    }
    if (strike.blow().ends() && tool.ended()) {
      return false;
    }
    strike.blow().fall(tool, sandbox, node);
    landed++;
    disturbed |= strike.blow().disturbs();
    return true;
  }

  /** What the tool leaves out of service is held by name, and status says how to go on. */
  private void leftOutAreNamed() throws IOException, InterruptedException {
    Outcome status = sandbox.launcher().run("status", "--cluster", clusterFile.toString()).exits(0);
    for (JsonNode node : sandbox.control().cluster().path("shards")) {
      if (!node.path("routing").asText().equals("serving")) {
        assertTrue(node.path("hold").isObject(), () -> "nobody's: " + node);
        status.says(node.path("name").asText()).says("next: tidalctl ");
      }
    }
  }

  /** A run that lost its lease before it changed anything is not resumed but begun anew. */
  private Optional<List<String>> anew(Outcome outcome) {
    return printed(outcome).isEmpty() ? Optional.empty() : Optional.of(next(outcome));
  }

  private String printed(Outcome outcome) {
    String report = outcome.out().lines().reduce("", (one, other) -> other);
    return report.contains("RollReport") ? read(report).path("next").asText("") : "";
  }

  private List<String> next(Outcome outcome) {
    String printed = printed(outcome);
    List<String> words = new ArrayList<>(List.of(printed.split(" ")));
    if (printed.startsWith("tidalctl roll")) {
      words.removeFirst();
      words.removeAll(List.of("--cluster", clusterFile.toString()));
      words.addAll(List.of("--yes", "-o", "ndjson"));
      return words;
    }
    if (printed.startsWith("tidalctl rejoin")) {
      return List.of("rejoin", words.get(2), "-o", "ndjson");
    }
    return RESUME;
  }

  private JsonNode read(String text) {
    try {
      return mapper.readTree(text);
    } catch (IOException e) {
      return fail(text, e);
    }
  }

  private void verify(long before) throws IOException, InterruptedException {
    JsonNode cluster = sandbox.control().await("all reachable", StruckRoll::allReachable);
    for (JsonNode node : cluster.path("shards")) {
      assertEquals("serving", node.path("routing").asText(), node::toString);
      assertEquals(version, node.path("version").asText(), node::toString);
      assertTrue(!node.path("hold").isObject(), node::toString);
    }
    int fewest = Served.fewest(sandbox.control().transitions(before), NODES);
    assertTrue(fewest >= (disturbed ? 1 : NODES - 1), () -> "only " + fewest + " served");
    List<String> ran = Files.readAllLines(marks).stream().sorted().toList();
    if (disturbed) {
      assertEquals(attempts(), ran.size(), () -> "commands " + ran);
    } else {
      assertEquals(List.of("node-0", "node-1", "node-2"), ran, "each command once");
    }
  }

  private static boolean allReachable(JsonNode cluster) {
    for (JsonNode node : cluster.path("shards")) {
      if (!node.path("reachable").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** How many commands the supervisors of the newest run say that they started. */
  private long attempts() throws IOException {
    Path runs = sandbox.clusterFile().resolveSibling("state").resolve("sandbox/runs");
    Path newest;
    try (Stream<Path> all = Files.list(runs)) {
      newest = all.max(Comparator.naturalOrder()).orElseThrow();
    }
    try (Stream<Path> files = Files.walk(newest)) {
      return files.filter(file -> file.endsWith("command")).count();
    }
  }
}
