package dev.tidalctl.sandbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class LeaseRulesTest {
  private static final Duration ALMOST = LeaseRules.TTL.minusMillis(1);

  @TempDir private Path dir;
  private final HandClocks clocks = new HandClocks();
  private final LeaseRules rules = new LeaseRules(clocks);

  @Test
  void theSameNonceTakesItAgainWithTheSameToken() {
    Lease first = rules.take(Optional.empty(), asking("a", "roll"), 4);
    clocks.pass(ALMOST);

    Lease again = rules.take(Optional.of(first), asking("a", "roll"), 5);

    assertEquals(5, first.token());
    assertEquals(5, again.token());
    assertEquals(clocks.now().plus(LeaseRules.TTL), again.expiresAt());
  }

  @Test
  void aLiveLeaseIsRefusedToOthers() {
    Optional<Lease> live = Optional.of(rules.take(Optional.empty(), asking("a", "roll"), 0));

    refused(ProblemCode.LEASE_HELD, () -> rules.take(live, asking("b", "roll"), 1));
    refused(
        ProblemCode.LEASE_HELD, () -> rules.take(live, takingOver("b", "a", Optional.empty()), 1));
    refused(
        ProblemCode.LEASE_HELD,
        () -> rules.take(live, takingOver("b", "a", Optional.of("guessed")), 1));
  }

  @Test
  void aLiveLeaseIsGivenUpForItsRunAndNonce() {
    Optional<Lease> live = Optional.of(rules.take(Optional.empty(), asking("a", "roll"), 7));

    Lease next = rules.take(live, takingOver("b", "a", Optional.of("nonce of a")), 8);

    assertEquals(9, next.token());
    refused(ProblemCode.STALE_TOKEN, () -> LeaseRules.require(Optional.of(next), 8));
  }

  @Test
  void aRollThatLetsItRunOutIsAbandonedAndIsTakenOverByNameOnly() {
    Lease held = rules.take(Optional.empty(), asking("a", "roll"), 0);
    clocks.pass(ALMOST);
    assertEquals(Optional.of(held), rules.lapse(Optional.of(held)));
    clocks.pass(Duration.ofMillis(1));

    Optional<Lease> left = rules.lapse(Optional.of(held));

    assertTrue(left.orElseThrow().abandoned());
    refused(ProblemCode.STALE_TOKEN, () -> LeaseRules.require(left, held.token()));
    refused(ProblemCode.RUN_ABANDONED, () -> rules.take(left, asking("b", "drain"), 1));
    assertEquals(2, rules.take(left, takingOver("b", "a", Optional.empty()), 1).token());
  }

  @Test
  void aDrainThatLetsItRunOutLeavesNothing() {
    Lease held = rules.take(Optional.empty(), asking("a", "drain"), 0);
    clocks.pass(LeaseRules.TTL);

    assertEquals(Optional.empty(), rules.lapse(Optional.of(held)));
  }

  @Test
  void whenItRunsOutDrainingGoesBackToServingAndDrainedStays() throws Exception {
    try (HealthyCluster cluster = new HealthyCluster(dir, 4, clocks)) {
      long token = cluster.take(Lease.Kind.ROLL, "run");
      RoutingRequest drain = HealthyCluster.request(Routing.DRAINING, "run", false);
      GuardLimits two = new GuardLimits(1, 2);
      Topology topology = cluster.topology();
      drain.carryOut(topology, 1, token, topology.state().revision(), two);
      cluster.route(1, Routing.DRAINED, "run", token);
      drain.carryOut(topology, 2, token, topology.state().revision(), two);

      clocks.pass(LeaseRules.TTL);
      refused(ProblemCode.STALE_TOKEN, () -> cluster.route(2, Routing.DRAINED, "run", token));

      ClusterState after = topology.state();
      assertEquals(Routing.DRAINED, after.member(1).routing());
      assertTrue(after.member(1).hold().isPresent());
      assertEquals(Routing.SERVING, after.member(2).routing());
      assertEquals(Optional.empty(), after.member(2).hold());
      assertTrue(after.lease().orElseThrow().abandoned());
    }
  }

  @Test
  void aRestartRemembersAllAndGivesALiveLeaseItsWholeTime() throws Exception {
    long token;
    ClusterState before;
    int transitions;
    try (HealthyCluster cluster = new HealthyCluster(dir, 3, clocks)) {
      token = cluster.take(Lease.Kind.ROLL, "run");
      cluster.route(1, Routing.DRAINING, "run", token);
      before = cluster.topology().state();
      transitions = cluster.topology().transitionsSince(0).size();
    }
    clocks.pass(ALMOST);

    try (HealthyCluster cluster = new HealthyCluster(dir, 3, clocks)) {
      ClusterState after = cluster.topology().state();
      assertEquals(before.epoch() + 1, after.epoch());
      assertTrue(after.revision() >= before.revision());
      assertEquals(before.member(1).hold(), after.member(1).hold());
      assertEquals(transitions, cluster.topology().transitionsSince(0).size());
      clocks.pass(ALMOST);
      cluster.see(0);
      cluster.see(2);
      assertEquals(
          Routing.DRAINED, cluster.route(1, Routing.DRAINED, "run", token).member(1).routing());
    }
  }

  private static LeaseRequest asking(String run, String kind) {
    return LeaseRequest.from(JsonObject.parse(request(run, kind).build().bytes()));
  }

  private static LeaseRequest takingOver(String run, String from, Optional<String> nonce) {
    JsonObject takeOver = JsonObject.builder().put("runId", from).put("nonce", nonce).build();
    return LeaseRequest.from(
        JsonObject.parse(request(run, "roll").put("takeOver", takeOver).build().bytes()));
  }

  private static JsonObject.Builder request(String run, String kind) {
    return JsonObject.builder()
        .put("nonce", "nonce of " + run)
        .put("owner", "o")
        .put("host", "h")
        .put("runId", run)
        .put("kind", kind);
  }

  private static void refused(ProblemCode code, Executable request) {
    assertEquals(code, assertThrows(Problem.class, request).code());
  }
}
