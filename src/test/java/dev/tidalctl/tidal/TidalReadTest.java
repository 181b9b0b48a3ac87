package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;
import static dev.tidalctl.tidal.DriverFixture.ok;
import static dev.tidalctl.tidal.DriverFixture.refusal;
import static dev.tidalctl.tidal.DriverFixture.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests and the transition log over the wire. */
final class TidalReadTest {
  private final DriverFixture fixture = new DriverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void bothDigestsAreReadAtOneSeqno() throws IOException {
    ScriptedControlPlane plane =
        fixture
            .plane()
            .next(200, "{\"seqno\":90,\"digest\":\"aa\"}")
            .next(200, "{\"seqno\":90,\"digest\":\"bb\"}");

    assertEquals(
        new Digests("aa", "bb"),
        ok(fixture.driver(plane).controlPlane().digests(NODE_1, NODE_0, 90)));
    assertEquals(
        List.of("/v1/shards/1/digest?at=90", "/v1/shards/0/digest?at=90"),
        plane.withoutLooks().stream().map(e -> e.target().toString()).toList());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aDigestOfAnotherSeqnoIsNoAnswer() throws IOException {
    String other = "{\"seqno\":91,\"digest\":\"aa\"}";
    ScriptedControlPlane plane = fixture.plane().next(200, other).next(200, other);

    assertEquals(
        plane.endpoint() + ": in its answer, seqno is not the one asked for, 90",
        unknown(fixture.driver(plane).controlPlane().digests(NODE_1, NODE_0, 90)));
  }

  @ParameterizedTest
  @CsvSource({"409, not_applied_yet", "410, digest_gone"})
  void aDigestCanBeRefused(int status, String code) throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(status, Answers.problem(status, code));

    assertEquals(
        Refusal.Code.OTHER,
        refusal(fixture.driver(plane).controlPlane().digests(NODE_1, NODE_0, 90)).code());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aControlPlaneWithoutDigestsSaysSo() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(ScriptedControlPlane.json(404, ""));

    assertEquals(
        Refusal.Code.UNSUPPORTED,
        refusal(fixture.driver(plane).controlPlane().digests(NODE_1, NODE_0, 90)).code());
  }

  @Test
  void theFloorCountsFromOurOwnTakeOfTheLease() throws IOException {
    ScriptedControlPlane plane =
        fixture
            .plane()
            .next(
                200,
                log(
                    Answers.transition(1, "routing", "serving", "draining", "4", 0),
                    Answers.transition(2, "lease", "free", "held", "4", 3),
                    Answers.transition(3, "lease", "held", "free", "4", 1),
                    Answers.transition(4, "lease", "free", "held", "5", 3),
                    Answers.transition(5, "routing", "serving", "draining", "5", 2),
                    Answers.transition(6, "reachability", "up", "down", "null", 2),
                    Answers.transition(7, "routing", "rejoining", "serving", "5", 3)));

    assertEquals(OptionalInt.of(2), ok(fixture.driver(plane).controlPlane().servingFloor(5)));
    fixture.assertAllAsDocumented();
  }

  @Test
  void theTakesOwnCountBelongsToTheFloor() throws IOException {
    ScriptedControlPlane plane =
        fixture
            .plane()
            .next(
                200,
                log(
                    Answers.transition(1, "lease", "free", "held", "5", 1),
                    Answers.transition(2, "reachability", "down", "up", "null", 2)));

    assertEquals(OptionalInt.of(1), ok(fixture.driver(plane).controlPlane().servingFloor(5)));
  }

  @Test
  void aLogWithoutOurTakeSaysNothing() throws IOException {
    ScriptedControlPlane plane =
        fixture.plane().next(200, log(Answers.transition(1, "lease", "free", "held", "4", 1)));

    assertEquals(OptionalInt.empty(), ok(fixture.driver(plane).controlPlane().servingFloor(5)));
  }

  @Test
  void aControlPlaneWithoutALogSaysNothing() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(ScriptedControlPlane.json(404, ""));

    assertEquals(OptionalInt.empty(), ok(fixture.driver(plane).controlPlane().servingFloor(5)));
  }

  private static String log(String... entries) {
    return "{\"transitions\":[" + String.join(",", entries) + "]}";
  }
}
