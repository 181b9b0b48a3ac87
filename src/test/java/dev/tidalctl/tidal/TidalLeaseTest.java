package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.ok;
import static dev.tidalctl.tidal.DriverFixture.refusal;
import static dev.tidalctl.tidal.DriverFixture.unknown;
import static dev.tidalctl.tidal.ScriptedControlPlane.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lease over the wire. */
final class TidalLeaseTest {
  private static final String GRANT =
      "{\"token\":6,\"expiresAt\":\"2026-01-01T00:00:15Z\",\"ttlMs\":15000}";
  private static final Identity ANN =
      new Identity("ann@desk", "desk", new RunId("r-1"), RunKind.ROLL);

  private final DriverFixture fixture = new DriverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTakeSaysWhoAndWhat() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(201, GRANT);

    LeaseGrant grant =
        ok(
            fixture
                .driver(plane)
                .lease()
                .take(ANN, Optional.of(new Version("1.20")), "n-1", Optional.empty()));

    assertEquals(new LeaseGrant(6, Duration.ofSeconds(15)), grant);
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(
        mapper.readTree(
            """
            {"nonce":"n-1","owner":"ann@desk","host":"desk","runId":"r-1","kind":"roll",
             "wanted":"1.20","takeOver":null}
            """),
        mapper.readTree(plane.withoutLooks().getFirst().requestBody()));
    fixture.assertAllAsDocumented();
  }

  @ParameterizedTest
  @CsvSource({"lease_held, LEASE_HELD, held", "run_abandoned, RUN_ABANDONED, abandoned"})
  void aRefusalNamesTheHolder(String code, Refusal.Code meaning, String state) throws IOException {
    ScriptedControlPlane plane =
        fixture
            .plane()
            .next(409, Answers.problem(409, code, ",\"holder\":" + Answers.lease(state)));

    Refusal refusal =
        refusal(fixture.driver(plane).lease().take(ANN, Optional.empty(), "n", Optional.empty()));

    assertEquals(meaning, refusal.code());
    assertEquals(
        Optional.of(
            new LeaseHolder(
                "bob@lap",
                "lap",
                new RunId("r-9"),
                RunKind.ROLL,
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:20Z"),
                state.equals("abandoned"))),
        refusal.holder());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aLostTakeIsUnknownAndTheSameNonceCanAskAgain() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(lost()).next(201, GRANT);
    TidalDriver driver = fixture.driver(plane);

    unknown(driver.lease().take(ANN, Optional.empty(), "n-1", Optional.empty()));

    assertEquals(
        6, ok(driver.lease().take(ANN, Optional.empty(), "n-1", Optional.empty())).token());
    assertEquals(2, plane.withoutLooks().size());
  }

  @Test
  void aTakeFromAnotherClusterIsRefusedUnsent() throws IOException {
    ScriptedControlPlane plane = fixture.plane().show(Answers.snapshot("staging", 1, 2, 3));

    assertEquals(
        Refusal.Code.WRONG_CLUSTER,
        refusal(fixture.driver(plane).lease().take(ANN, Optional.empty(), "n", Optional.empty()))
            .code());
    assertEquals(List.of(), plane.withoutLooks());
  }

  @Test
  void renewalAndReleaseCarryTheToken() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(200, GRANT).next(204, "");
    TidalDriver driver = fixture.driver(plane);

    assertEquals(new LeaseGrant(6, Duration.ofSeconds(15)), ok(driver.lease().renew(6)));
    ok(driver.lease().release(6));

    assertEquals(
        List.of("PUT /v1/leases/upgrade [6]", "DELETE /v1/leases/upgrade [6]"),
        plane.withoutLooks().stream()
            .map(
                e ->
                    e.method()
                        + " "
                        + e.target()
                        + " "
                        + e.requestHeaders().get("Tidal-Fencing-Token"))
            .toList());
    fixture.assertAllAsDocumented();
  }

  @Test
  void aLeaseThatIsLostSaysSo() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(409, Answers.problem(409, "stale_token"));

    assertEquals(Refusal.Code.STALE_TOKEN, refusal(fixture.driver(plane).lease().renew(6)).code());
    fixture.assertAllAsDocumented();
  }

  @Test
  void breakingNamesTheRunAndCarriesNoToken() throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(204, "").next(204, "");
    TidalDriver driver = fixture.driver(plane);

    ok(driver.lease().breakLease(new RunId("r-9"), false));
    ok(driver.lease().breakLease(new RunId("r 9&x"), true));

    assertEquals(
        List.of("/v1/leases/upgrade?run=r-9", "/v1/leases/upgrade?run=r+9%26x&force=true"),
        plane.withoutLooks().stream().map(e -> e.target().toString()).toList());
    assertNull(plane.withoutLooks().getFirst().requestHeaders().get("Tidal-Fencing-Token"));
    fixture.assertAllAsDocumented();
  }

  @ParameterizedTest
  @CsvSource({"409, lease_live, LEASE_HELD", "404, no_such_lease, OTHER"})
  void breakingCanBeRefused(int status, String code, Refusal.Code meaning) throws IOException {
    ScriptedControlPlane plane = fixture.plane().next(status, Answers.problem(status, code));

    assertEquals(
        meaning, refusal(fixture.driver(plane).lease().breakLease(new RunId("r-9"), false)).code());
    fixture.assertAllAsDocumented();
  }
}
