package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.SessionLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Client sessions that do not leave a draining node by themselves. */
class SessionsTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);
  private final List<Duration> cuts = new ArrayList<>();

  SessionsTest() {
    cluster.node(1).inFlight = 3;
    scenario.sessions = after(5, SessionLimit.Then.CUT);
    scenario.stagehand =
        new Watched(
            cluster,
            effect -> {
              if (effect instanceof Effect.CutSessions) {
                cuts.add(cluster.now().elapsed());
              }
            });
  }

  @Test
  void theyAreCutOnceAndNoSoonerThanThePolicyHasIt() {
    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertEquals(List.of("node-1 draining", "cut node-1", "node-1 drained"), cluster.asked);
    assertEquals(5, cuts.getFirst().toSeconds());
  }

  @Test
  void thoseThatACutDidNotEndAreNotCutAgain() {
    cluster.node(1).sessionsEnd = false;

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertEquals(1, cuts.size());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void aCutWhoseReplyIsLostIsNotRepeated() {
    cluster.node(1).sessionsEnd = false;
    cluster.losesReply = Effect.CutSessions.class::isInstance;

    scenario.drain(1);

    assertEquals(1, cuts.size());
  }

  @Test
  void withoutThePolicyTheDrainFailsAndNamesThem() {
    scenario.sessions = Optional.empty();
    cluster.node(1).work =
        List.of("pid 71, psql, idle for 3 h", "pid 72, app", "pid 73, app", "pid 74, app");

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertTrue(
        result
            .ending()
            .reason()
            .contains(
                "3 requests in flight (pid 71, psql, idle for 3 h; pid 72, app; pid 73, app; and 1"
                    + " more)"),
        result.ending().reason());
    assertEquals(List.of(), cuts);
  }

  @Test
  void aDrainThatIsShorterThanTheirPatienceIsUndoneInstead() {
    scenario.sessions = after(31, SessionLimit.Then.CUT);

    assertEquals(Ending.Kind.TIMED_OUT, scenario.drain(1).ending().kind());
    assertEquals(List.of(), cuts);
  }

  @Test
  void aDrainFailsForThemWhenThePolicyHasItSo() {
    scenario.sessions = after(20, SessionLimit.Then.FAIL);
    cluster.node(1).work = List.of("pid 71, psql, idle for 3 h");

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertEquals(
        "node-1 was not empty after 20s: 3 requests in flight (pid 71, psql, idle for 3 h);"
            + " node-1 is serving, as it was",
        result.ending().reason());
    assertEquals(20, cluster.now().elapsed().toSeconds());
    assertEquals(List.of(), cuts);
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void whoLeavesInTimeFailsNoDrain() {
    scenario.sessions = after(20, SessionLimit.Then.FAIL);
    cluster.at(Duration.ofSeconds(19), () -> cluster.node(1).inFlight = 0);

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());
  }

  @Test
  void whatTheDriverCannotCutIsSaid() {
    cluster.cutsSessions = false;

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertEquals(1, cuts.size());
    assertTrue(scenario.warned("the sessions on node-1 were not cut: no such thing here"));
  }

  private static Optional<SessionLimit> after(int seconds, SessionLimit.Then then) {
    return Optional.of(new SessionLimit(Duration.ofSeconds(seconds), then));
  }
}
