package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;
import static dev.tidalctl.tidal.DriverFixture.ok;
import static dev.tidalctl.tidal.DriverFixture.refusal;
import static dev.tidalctl.tidal.DriverFixture.unknown;
import static dev.tidalctl.tidal.DriverFixture.unreachable;
import static dev.tidalctl.tidal.ScriptedControlPlane.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes: what goes over the wire, what each answer means, and that none is sent twice. */
final class TidalChangeTest {
  private static final String CHANGED = "{\"epoch\":1,\"revision\":13,\"fence\":null}";

  private final DriverFixture fixture = new DriverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aChangeOfRoutingCarriesEverythingToBeChecked() throws IOException {
    ScriptedControlPlane plane =
        fixture
            .plane()
            .next(200, "{\"epoch\":1,\"revision\":13,\"fence\":{\"term\":1,\"seqno\":100}}");

    Routed routed = ok(fixture.driver(plane).controlPlane().changeRouting(drained(), 5));

    assertEquals(Optional.of(new Position(1, 100)), routed.fence());
    Exchange sent = plane.withoutLooks().getFirst();
    assertEquals("PUT /v1/shards/1/routing", sent.method() + " " + sent.target());
    assertEquals(List.of("5"), sent.requestHeaders().get("Tidal-Fencing-Token"));
    assertEquals(List.of("\"12\""), sent.requestHeaders().get("If-Match"));
    assertJson(
        """
        {"state":"drained","guard":{"minServing":1,"maxUnavailable":2},
         "hold":{"owner":"ann@desk","runId":"r-1","host":"desk","reason":"roll",
           "since":"2026-01-01T00:00:00.250Z","phase":"Drained","version":"2.0.0",
           "incarnation":"i-1","adopt":true},
         "require":{"incarnation":"i-1","term":1,"appliedAtLeast":100}}
        """,
        sent.requestBody());
    fixture.assertAllAsDocumented();
  }

  @Test
  void servingClearsTheHoldAndMayRequireNothing() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(200, CHANGED);

    ok(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5));

    assertJson(
        """
        {"state":"serving","guard":{"minServing":1,"maxUnavailable":1},"hold":null,
         "require":{"incarnation":null,"term":null,"appliedAtLeast":null}}
        """,
        plane.withoutLooks().getFirst().requestBody());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aMoveOfLeadershipIsAsked() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(202, "{}");

    ok(fixture.driver(plane).controlPlane().moveLeadership(new Handover(NODE_0, NODE_1, 1, 12), 5));

    Exchange sent = plane.withoutLooks().getFirst();
    assertEquals(List.of("\"12\""), sent.requestHeaders().get("If-Match"));
    assertJson("{\"from\":0,\"to\":1,\"term\":1}", sent.requestBody());
    fixture.assertAllAsDocumented();
  }

  @Test
  void shippingIsAskedForFromAPosition() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(202, "{}");

    ok(fixture.driver(plane).walShipper().shipSegmentsSince(NODE_1, new Position(1, 90), 5));

    assertEquals("/v1/shards/1/ship", plane.withoutLooks().getFirst().target().toString());
    assertJson(
        "{\"since\":{\"term\":1,\"seqno\":90}}", plane.withoutLooks().getFirst().requestBody());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aHeartbeatHasAPosition() throws IOException {
    ScriptedControlPlane plane =
        fixture.plane().next(200, "{\"position\":{\"term\":1,\"seqno\":101}}");

    assertEquals(new Position(1, 101), ok(fixture.driver(plane).walShipper().appendHeartbeat(5)));
    fixture.assertAllAsDocumented();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_request, OTHER",
    "404, unknown_shard, OTHER",
    "409, would_leave_too_few_serving, WOULD_LEAVE_TOO_FEW_SERVING",
    "409, is_leader, IS_LEADER",
    "409, illegal_transition, ILLEGAL_TRANSITION",
    "409, held_by_other, HELD_BY_OTHER",
    "409, diverged, DIVERGED",
    "409, stale_token, STALE_TOKEN",
    "409, requirement_not_met, REQUIREMENT_NOT_MET",
    "409, not_leader, REVISION_CHANGED",
    "409, term_changed, REVISION_CHANGED",
    "409, not_electable, NOT_ELECTABLE",
    "409, handover_in_progress, NOT_ELECTABLE",
    "412, revision_changed, REVISION_CHANGED",
    "428, precondition_required, OTHER"
  })
  void everyCodeIsARefusalOfItsKind(int status, String code, Refusal.Code meaning)
      throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(status, Answers.problem(status, code));

    Refusal refusal =
        refusal(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5));

    assertEquals(
        Refusal.of(meaning, plane.endpoint() + ": because of " + code + " (HTTP " + status + ")"),
        refusal);
    fixture.assertAllAsDocumented();
  }

  @Test
  void aGapSaysWhatIsStillKept() throws IOException {
    ScriptedControlPlane plane =
        fixture.plane().next(410, Answers.problem(410, "wal_gap", ",\"firstKeptSeqno\":4711"));

    Refusal refusal =
        refusal(
            fixture.driver(plane).walShipper().shipSegmentsSince(NODE_1, new Position(1, 9), 5));

    assertEquals(Refusal.Code.WAL_GAP, refusal.code());
    assertEquals(OptionalLong.of(4711), refusal.firstKept());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aCodeOfALaterVersionIsStillARefusal() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(409, Answers.problem(409, "full_moon"));

    assertEquals(
        Refusal.Code.OTHER,
        refusal(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5)).code());
  }

  @ParameterizedTest
  @CsvSource({"404", "405", "501"})
  void whatTheOtherSideDoesNotHaveIsUnsupported(int status) throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(ScriptedControlPlane.json(status, ""));

    assertEquals(
        Refusal.Code.UNSUPPORTED,
        refusal(fixture.driver(plane).walShipper().appendHeartbeat(5)).code());
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "504", "408"})
  void anotherStatusLeavesOpenWhatHappened(int status) throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(ScriptedControlPlane.json(status, ""));

    assertEquals(
        plane.endpoint() + ": no further words (HTTP " + status + ")",
        unknown(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5)));
    assertEquals(1, plane.withoutLooks().size());
  }

  @Test
  void aLeaderThatTheControlPlaneLostLeavesOpenWhatHappened() throws IOException {
    ScriptedControlPlane plane =
        fixture.plane().next(503, Answers.problem(503, "leader_unreachable"));

    unknown(fixture.driver(plane).walShipper().appendHeartbeat(5));
    fixture.assertAllAsDocumented();
  }

  @Test
  void aServerThatAsksForARepeatAtOnceGetsNone() throws IOException {
    MockResponse again =
        ScriptedControlPlane.json(503, "").newBuilder().setHeader("Retry-After", "0").build();
    ScriptedControlPlane plane = fixture.plane().next(again).next(again).next(again);
    TidalDriver driver = fixture.driver(plane);

    unknown(driver.controlPlane().changeRouting(serving(NODE_1), 5));
    unknown(driver.walShipper().appendHeartbeat(5));
    unknown(driver.lease().release(5));

    assertEquals(3, plane.withoutLooks().size());
  }

  @Test
  void aLostAnswerIsUnknownAndTheChangeIsNotSentAgain() throws IOException {
    ScriptedControlPlane first = fixture.plane().next(lost());
    ScriptedControlPlane second = fixture.plane();

    String why =
        unknown(fixture.driver(first, second).controlPlane().changeRouting(serving(NODE_1), 5));

    assertEquals(true, why.startsWith(first.endpoint() + ": the connection was closed"), why);
    assertEquals(1, first.withoutLooks().size());
    assertEquals(List.of(), second.exchanges());
  }

  @Test
  void aChangeThatWasMadeWithoutItsRevisionIsUnknown() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(200, "{\"epoch\":1}");

    assertEquals(
        plane.endpoint() + ": in its answer, revision is missing",
        unknown(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5)));
  }

  @Test
  void aDeclinedChangeGoesToTheAuthoritativeEndpoint() throws IOException {
    ScriptedControlPlane first =
        fixture.plane().next(503, Answers.problem(503, "not_authoritative"));
    ScriptedControlPlane second = fixture.plane().next(200, CHANGED);

    ok(fixture.driver(first, second).controlPlane().changeRouting(serving(NODE_1), 5));

    assertEquals(1, second.withoutLooks().size());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aChangeThatNobodyTookIsUnreachable() throws IOException {
    ScriptedControlPlane plane =
        fixture.plane().next(503, Answers.problem(503, "not_authoritative"));

    assertEquals(
        plane.endpoint() + ": because of not_authoritative (HTTP 503)",
        unreachable(fixture.driver(plane).controlPlane().changeRouting(serving(NODE_1), 5)));
    assertEquals(1, plane.withoutLooks().size());
  }

  @Test
  void aChangeNeverGoesToAnotherCluster() throws IOException {
    ScriptedControlPlane first =
        fixture.plane().next(503, Answers.problem(503, "not_authoritative"));
    ScriptedControlPlane second = fixture.plane().show(Answers.snapshot("staging", 1, 2, 3));

    assertEquals(
        Refusal.Code.WRONG_CLUSTER,
        refusal(fixture.driver(first, second).controlPlane().changeRouting(serving(NODE_1), 5))
            .code());
    assertEquals(List.of(), second.withoutLooks());
  }

  @Test
  void nothingOlderThanAChangeIsBelieved() throws IOException {
    ScriptedControlPlane first = fixture.plane().next(200, CHANGED);
    ScriptedControlPlane second = fixture.plane().show(Answers.snapshot(1, 13, 346));
    TidalDriver driver = fixture.driver(first, second);

    ok(driver.controlPlane().changeRouting(serving(NODE_1), 5));

    assertEquals(
        new Stamp(1, 13, 346),
        ok(driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO)).stamp());
  }

  @Test
  void aNodeThatTheClusterDoesNotHaveIsRefusedUnsent() throws IOException {
    ScriptedControlPlane plane = fixture.plane();

    Reply<Routed> reply =
        fixture.driver(plane).controlPlane().changeRouting(serving(new NodeName("node-9")), 5);

    assertEquals(
        Refusal.of(Refusal.Code.OTHER, "the cluster has no node named node-9"), refusal(reply));
    assertEquals(List.of(), plane.withoutLooks());
  }

  private static RoutingChange drained() {
    return new RoutingChange(
        NODE_1,
        Routing.DRAINED,
        1,
        2,
        Optional.of(
            new Hold(
                "ann@desk",
                new RunId("r-1"),
                "desk",
                "roll",
                Instant.parse("2026-01-01T00:00:00.250Z"),
                Phase.DRAINED,
                Optional.of(new Version("2.0.0")),
                Optional.of(new Incarnation("i-1")))),
        true,
        new RoutingChange.Requirement(
            Optional.of(new Incarnation("i-1")), Optional.of(new Position(1, 100))),
        12);
  }

  private static RoutingChange serving(NodeName node) {
    return new RoutingChange(
        node,
        Routing.SERVING,
        1,
        1,
        Optional.empty(),
        false,
        new RoutingChange.Requirement(Optional.empty(), Optional.empty()),
        12);
  }

  private static void assertJson(String expected, String actual) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(mapper.readTree(expected), mapper.readTree(actual));
  }
}
