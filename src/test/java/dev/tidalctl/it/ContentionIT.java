package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two operators at once, judged by the control plane's log. {@code -Dcontention.rounds=50} makes it
 * fifty rounds of each; the number that overlapped, which are those where one met the other's
 * lease, is printed.
 */
final class ContentionIT {
  private static final int ROUNDS = Integer.getInteger("contention.rounds", 2);

  @TempDir private static Path folder;

  private static RealSandbox sandbox;

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
    for (int round = 0; round < ROUNDS; round++) {
      long before = sandbox.control().lastTransition();
      List<Outcome> outcomes =
          both(new String[] {"drain", "node-1"}, new String[] {"drain", "node-2"});

      assertEquals(1, Served.mostOut(sandbox.control().transitions(before)), outcomes::toString);
      overlapped += overlapped(outcomes);
      sandbox.restore();
    }
    System.out.println("drains: " + overlapped + " of " + ROUNDS + " rounds overlapped");
  }

  @Test
  void ofTwoRollsOneIsRefused() throws Exception {
    int overlapped = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String version = round + 2 + ".0.0";
      String[] roll = {"roll", "--to", version, "--yes"};
      long before = sandbox.control().lastTransition();
      List<Outcome> outcomes = both(roll, roll);

      List<JsonNode> transitions = sandbox.control().transitions(before);
      assertEquals(1, Served.mostOut(transitions), outcomes::toString);
      assertEquals(2, Served.fewest(transitions, 3));
      overlapped += overlapped(outcomes);
    }
    System.out.println("rolls: " + overlapped + " of " + ROUNDS + " rounds overlapped");
  }

  private static List<Outcome> both(String[] one, String[] other) throws Exception {
    try (Launched first = sandbox.start(one);
        Launched second = sandbox.start(other)) {
      return List.of(first.await(), second.await());
    }
  }

  /** 1 when the loser met the winner's lease, 0 when it came when all was over. */
  private static int overlapped(List<Outcome> outcomes) {
    List<Integer> codes = outcomes.stream().map(Outcome::code).sorted().toList();
    assertEquals(0, codes.getFirst(), outcomes::toString);
    assertTrue(Stream.of(3, 4).anyMatch(codes.getLast()::equals), outcomes::toString);
    return codes.getLast() == 4 ? 1 : 0;
  }
}
