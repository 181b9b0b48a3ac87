package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;
import static dev.tidalctl.tidal.DriverFixture.ok;
import static dev.tidalctl.tidal.DriverFixture.refusal;
import static dev.tidalctl.tidal.DriverFixture.unknown;
import static dev.tidalctl.tidal.DriverFixture.unreachable;
import static dev.tidalctl.tidal.ScriptedControlPlane.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.Version;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks: what they show, whom they ask, what they don't believe. */
final class TidalLookTest {
  private final DriverFixture fixture = new DriverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theWholeSnapshotComesAcross() throws IOException {
    Snapshot seen = ok(look(fixture.driver(fixture.plane())));

    assertEquals(
        new Snapshot(
            "sandbox",
            new Stamp(1, 12, 345),
            Optional.of(NODE_0),
            Optional.of(new Position(1, 100)),
            Optional.of(Instant.parse("2026-01-01T00:00:09.990Z")),
            OptionalLong.of(1),
            Instant.parse(Answers.NOW),
            OptionalDouble.of(500.5),
            OptionalLong.of(200000),
            LagUnit.EVENTS,
            Optional.of(
                new LeaseHolder(
                    "ann@desk",
                    "desk",
                    new RunId("r-1"),
                    RunKind.ROLL,
                    Optional.of(new Version("2.0.0")),
                    Instant.parse("2026-01-01T00:00:20Z"),
                    false)),
            true,
            List.of(
                new NodeView(
                    NODE_0,
                    OptionalInt.of(0),
                    Role.LEADER,
                    "a",
                    Routing.SERVING,
                    Optional.empty(),
                    true,
                    false,
                    false,
                    Optional.of(new Incarnation("i-0")),
                    Optional.of(new Version("1.0.0")),
                    Optional.of(new Position(1, 100)),
                    OptionalInt.of(3),
                    Optional.of(Instant.parse("2026-01-01T00:00:09.990Z")),
                    false,
                    List.of()),
                new NodeView(
                    NODE_1,
                    OptionalInt.of(1),
                    Role.FOLLOWER,
                    "b",
                    Routing.DRAINED,
                    Optional.of(
                        new Hold(
                            "ann@desk",
                            new RunId("r-1"),
                            "desk",
                            "roll to 2.0.0",
                            Instant.parse("2026-01-01T00:00:05Z"),
                            Phase.UPGRADING,
                            Optional.of(new Version("2.0.0")),
                            Optional.of(new Incarnation("i-1")))),
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    false,
                    List.of())),
            List.of(),
            List.of()),
        seen);
    fixture.assertAllAsDocumented();
  }

  @Test
  void membersThatNobodyKnowsAreIgnored() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.show(Answers.snapshot(1, 2, 3).replace("\"epoch\":1", "\"mood\":{},\"epoch\":1"));

    assertEquals(new Stamp(1, 2, 3), ok(look(fixture.driver(plane))).stamp());
  }

  @Test
  void aWaitingLookNamesTheCounterAndTheWait() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    TidalDriver driver = fixture.driver(plane);
    Stamp stamp = ok(look(driver)).stamp();

    ok(driver.controlPlane().look(Optional.of(stamp), Interest.OBSERVATION, seconds(2)));
    ok(driver.controlPlane().look(Optional.of(stamp), Interest.REVISION, Duration.ofMillis(1500)));
    ok(driver.controlPlane().look(Optional.of(stamp), Interest.REVISION, seconds(3600)));

    assertEquals(
        List.of(
            "/v1/cluster",
            "/v1/cluster?after=345&of=observation&wait=2000ms",
            "/v1/cluster?after=12&of=revision&wait=1500ms",
            "/v1/cluster?after=12&of=revision&wait=30000ms"),
        targets(plane));
    fixture.assertAllAsDocumented();
  }

  @Test
  void theCounterOfAnotherEpochIsNotWaitedFor() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    TidalDriver driver = fixture.driver(plane);
    Stamp before = ok(look(driver)).stamp();
    plane.show(Answers.snapshot(2, 12, 1));
    ok(look(driver));

    ok(driver.controlPlane().look(Optional.of(before), Interest.OBSERVATION, seconds(2)));

    assertEquals(List.of("/v1/cluster", "/v1/cluster", "/v1/cluster"), targets(plane));
  }

  @Test
  void anotherClusterIsRefused() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.show(Answers.snapshot("staging", 1, 2, 3));

    Refusal refusal = refusal(look(fixture.driver(plane)));

    assertEquals(Refusal.Code.WRONG_CLUSTER, refusal.code());
    assertEquals(
        plane.endpoint() + ": it speaks for the cluster 'staging', not for 'sandbox'",
        refusal.detail());
  }

  @Test
  void aNodeThatIsAnotherShardIsRefused() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.show(Answers.snapshot(1, 2, 3).replace("\"id\":1,", "\"id\":7,"));

    Refusal refusal = refusal(look(fixture.driver(plane)));

    assertEquals(Refusal.Code.WRONG_CLUSTER, refusal.code());
    assertEquals(
        plane.endpoint() + ": node-1 is shard 7 to it, but shard 1 in the cluster file",
        refusal.detail());
  }

  @Test
  void whatIsOlderIsNotBelievedAndTheOtherEndpointIsAsked() throws IOException {
    ScriptedControlPlane first = fixture.plane();
    ScriptedControlPlane second = fixture.plane();
    TidalDriver driver = fixture.driver(first, second);
    ok(look(driver));
    first.show(Answers.snapshot(1, 11, 999));
    second.show(Answers.snapshot(1, 13, 1));

    assertEquals(new Stamp(1, 13, 1), ok(look(driver)).stamp());
  }

  @Test
  void anOlderEpochIsNotBelievedWhateverItsRevision() throws IOException {
    ScriptedControlPlane plane = fixture.plane().show(Answers.snapshot(2, 5, 0));
    TidalDriver driver = fixture.driver(plane);
    ok(look(driver));
    plane.nextLook(json(200, Answers.snapshot(1, 900, 9000)));

    assertEquals(new Stamp(2, 5, 0), ok(look(driver)).stamp(), "asked again");
  }

  @Test
  void whoStaysBehindIsAskedTwiceAndNoMore() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    TidalDriver driver = fixture.driver(plane);
    ok(look(driver));
    plane.show(Answers.snapshot(1, 11, 0));

    assertEquals(
        plane.endpoint()
            + ": it shows revision 11 of epoch 1, older than revision 12 of epoch 1 seen before",
        unreachable(look(driver)));
    assertEquals(3, plane.exchanges().size());
  }

  @Test
  void onlyTheAuthoritativeEndpointIsBelievedAndThenAskedFirst() throws IOException {
    ScriptedControlPlane first = fixture.plane();
    ScriptedControlPlane second = fixture.plane();
    first.showProblem(503, Answers.problem(503, "not_authoritative"));
    TidalDriver driver = fixture.driver(first, second);

    ok(look(driver));
    ok(look(driver));

    assertEquals(1, first.exchanges().size());
    assertEquals(2, second.exchanges().size());
    fixture.assertAllAsDocumented();
  }

  @Test
  void whoDoesNotListenIsPassedOver() throws IOException {
    ScriptedControlPlane plane = fixture.plane();

    ok(look(fixture.driver(List.of(nobody(), plane.endpoint()))));
  }

  @Test
  void nobodyListeningIsUnreachableAndSaysSo() throws IOException {
    URI nobody = nobody();

    String why = unreachable(look(fixture.driver(List.of(nobody))));

    assertEquals(nobody + ": no connection (Connection refused)", why);
  }

  @Test
  void anUnknownHostIsUnreachableAndSaysSo() {
    URI unknown = URI.create("http://no-such-host.invalid:7400");

    assertEquals(
        unknown + ": its host name is not known",
        unreachable(look(fixture.driver(List.of(unknown)))));
  }

  @Test
  void aLostAnswerIsAskedForElsewhere() throws IOException {
    ScriptedControlPlane first = fixture.plane().nextLook(ScriptedControlPlane.lost());
    ScriptedControlPlane second = fixture.plane();

    ok(look(fixture.driver(first, second)));
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    ScriptedControlPlane elsewhere = fixture.plane();
    ScriptedControlPlane plane = fixture.plane();
    plane.nextLook(
        new MockResponse.Builder()
            .code(307)
            .setHeader("Location", elsewhere.endpoint() + "/v1/cluster")
            .build());

    assertEquals(
        plane.endpoint()
            + " redirects to "
            + elsewhere.endpoint()
            + "/v1/cluster, which is not followed (HTTP 307)",
        unreachable(look(fixture.driver(plane))));
    assertEquals(List.of(), elsewhere.exchanges());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"epoch\":1, | '' | epoch is missing",
        "\"epoch\":1 | \"epoch\":\"1\" | epoch is not a whole number from 0 to 2^63-1",
        "\"epoch\":1 | \"epoch\":1.5 | epoch is not a whole number from 0 to 2^63-1",
        "\"epoch\":1 | \"epoch\":-1 | epoch is not a whole number from 0 to 2^63-1",
        "\"epoch\":1 | \"epoch\":null | epoch is null",
        "\"lease\":{ | \"rent\":{ | lease is missing",
        "\"hold\":null, | '' | shards[0].hold is missing",
        "\"routing\":\"drained\" | \"routing\":\"gone\" | shards[1].routing is 'gone', not one of"
            + " serving, draining, drained, rejoining",
        "\"reachable\":false | \"reachable\":\"no\" | shards[1].reachable is neither true nor"
            + " false",
        "\"phase\":\"Upgrading\" | \"phase\":\"upgrading\" | shards[1].hold.phase is 'upgrading',"
            + " not one of Draining, Drained, Upgrading, Rejoining",
        "\"now\":\"2026-01-01T00:00:10Z\" | \"now\":\"today\" | now is not a time (RFC 3339):"
            + " 'today'",
        "\"leader\":0 | \"leader\":5 | leader is 5, which is none of the shards",
        "\"id\":1 | \"id\":0 | shards[1].id is that of another shard too",
        "\"name\":\"node-1\" | \"name\":\"node-0\" | shards[1].name is that of another shard too",
        "\"name\":\"node-1\" | \"name\":\" \" | shards[1].name is blank",
        "\"shards\":[ | \"shards\":5,\"x\":[ | shards is not an array"
      })
  void aMalformedSnapshotIsUnknownAndSaysWhere(String from, String to, String why)
      throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.show(Answers.snapshot(1, 2, 3).replace(from, to));

    assertEquals(
        plane.endpoint() + ": in its answer, " + why, unknown(look(fixture.driver(plane))));
  }

  @Test
  void whatIsNoJsonIsUnknown() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.show("{\"cluster\":");

    assertEquals(
        plane.endpoint() + ": its answer (HTTP 200) can't be read as JSON",
        unknown(look(fixture.driver(plane))));
  }

  @Test
  void aWebPageIsUnknown() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.nextLook(
        new MockResponse.Builder().setHeader("Content-Type", "text/html").body("<p>hi").build());

    assertEquals(
        plane.endpoint() + ": its answer (HTTP 200) is not JSON by its Content-Type",
        unknown(look(fixture.driver(plane))));
  }

  @Test
  void aBrokenEndpointIsPassedOver() throws IOException {
    ScriptedControlPlane first = fixture.plane().nextLook(json(502, ""));
    ScriptedControlPlane second = fixture.plane();

    ok(look(fixture.driver(first, second)));
  }

  @Test
  void whatAServerSaysCannotPlayTricksOnATerminal() throws IOException {
    ScriptedControlPlane plane = fixture.plane();
    plane.showProblem(400, "{\"detail\":\"\\u001b[31mred\\nline\",\"code\":\"bad_request\"}");

    String why = unreachable(look(fixture.driver(plane)));

    assertTrue(why.chars().noneMatch(Character::isISOControl), why);
  }

  private static Reply<Snapshot> look(TidalDriver driver) {
    return driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO);
  }

  private static List<String> targets(ScriptedControlPlane plane) {
    return plane.exchanges().stream().map(e -> e.target().toString()).toList();
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  /** An address that was free a moment ago. */
  private static URI nobody() throws IOException {
    try (ScriptedControlPlane gone = new ScriptedControlPlane()) {
      return gone.endpoint();
    }
  }
}
