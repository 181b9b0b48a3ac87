package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two operators at once, judged by the control plane's log. {@code -Dcontention.rounds=50} makes it
 * fifty rounds of each.
 *
 * <ol>
 *   <li>Both are started, each with a state folder of its own, as on two machines, and a door of
 *       its own to the control plane. Both doors open when something was sent through both ({@link
 *       StartingLine}): two Javas may begin further apart than a drain is long.
 *   <li>Their attempts have overlapped when both had asked for the lease before the first to get it
 *       gave it back, by the control plane's log. One that asked later does not count, whatever it
 *       was answered.
 *   <li>At least half of the rounds must have; the number is printed.
 * </ol>
 */
final class ContentionIT {
  private static final int ROUNDS = Integer.getInteger("contention.rounds", 2);

  @TempDir private static Path folder;

  private static RealSandbox sandbox;

  private record Round(List<Outcome> outcomes, List<JsonNode> transitions, boolean overlapped) {}

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder, 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @Test
  void ofTwoDrainsOfDifferentNodesOneIsRefused() throws Exception {
    int overlapped = 0;
    for (int number = 0; number < ROUNDS; number++) {
      Round round = both(List.of("drain", "node-1"), List.of("drain", "node-2"));
      assertEquals(1, Served.mostOut(round.transitions()), round::toString);
      overlapped += round.overlapped() ? 1 : 0;
      sandbox.restore();
    }
    enough("drains", overlapped);
  }

  @Test
  void ofTwoRollsOneIsRefused() throws Exception {
    int overlapped = 0;
    for (int number = 0; number < ROUNDS; number++) {
      List<String> roll = List.of("roll", "--to", number + 2 + ".0.0", "--yes");
      Round round = both(roll, roll);
      assertEquals(1, Served.mostOut(round.transitions()), round::toString);
      assertEquals(2, Served.fewest(round.transitions(), 3));
      overlapped += round.overlapped() ? 1 : 0;
    }
    enough("rolls", overlapped);
  }

  private static void enough(String what, int overlapped) {
    System.out.println(what + ": " + overlapped + " of " + ROUNDS + " rounds overlapped");
    assertTrue(overlapped * 2 >= ROUNDS, () -> what + ": only " + overlapped + " overlapped");
  }

  private static Round both(List<String> one, List<String> other) throws Exception {
    long before = sandbox.control().lastTransition();
    try (StartingLine line = StartingLine.before(sandbox.control().base(), 2);
        Launched first = start(line, 0, one);
        Launched second = start(line, 1, other)) {
      List<Outcome> outcomes = List.of(first.await(), second.await());
      List<Integer> codes = outcomes.stream().map(Outcome::code).sorted().toList();
      assertEquals(0, codes.getFirst(), outcomes::toString);
      assertTrue(List.of(3, 4).contains(codes.getLast()), outcomes::toString);
      List<JsonNode> transitions = sandbox.control().transitions(before);
      return new Round(outcomes, transitions, overlapped(line, transitions));
    }
  }

  private static Launched start(StartingLine line, int door, List<String> command)
      throws IOException {
    String text =
        Files.readString(sandbox.clusterFile())
            .replaceFirst("endpoints: .*", "endpoints: [\"" + line.door(door) + "\"]")
            .replaceFirst("state: .*", "state: { dir: operator-" + door + " }");
    Path file = Files.writeString(folder.resolve("operator-" + door + ".yaml"), text);
    return sandbox
        .launcher()
        .start(
            Stream.concat(command.stream(), Stream.of("--cluster", file.toString()))
                .toArray(String[]::new));
  }

  private static boolean overlapped(StartingLine line, List<JsonNode> transitions) {
    Instant givenBack =
        transitions.stream()
            .filter(t -> t.path("kind").asText().equals("lease"))
            .filter(t -> !t.path("to").asText().equals("held"))
            .map(t -> Instant.parse(t.path("at").asText()))
            .findFirst()
            .orElseThrow();
    return Stream.of(line.leaseAsked(0), line.leaseAsked(1))
            .flatMap(Optional::stream)
            .filter(asked -> asked.isBefore(givenBack))
            .count()
        == 2;
  }
}
