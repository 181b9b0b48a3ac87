package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.port.Stagehand;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator's commands around the nodes of a roll. */
final class HookTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @BeforeEach
  void allHooks() {
    scenario.hooks = EnumSet.allOf(Hook.class);
  }

  @Test
  void eachHasItsPlace() {
    scenario.soak = Duration.ofSeconds(10);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(
        List.of(
            "beforeNode node-1",
            "node-1 draining",
            "node-1 serving",
            "afterNode node-1",
            "beforeNode node-2",
            "node-2 draining",
            "node-2 serving",
            "afterNode node-2",
            "beforeNode node-0",
            "node-0 draining",
            "node-0 serving",
            "afterNode node-0",
            "onComplete"),
        cluster.asked.stream().filter(HookTest::hookOrTurn).toList());
  }

  private static boolean hookOrTurn(String asked) {
    return asked.contains("Node ")
        || asked.startsWith("on")
        || asked.endsWith(" draining")
        || asked.endsWith(" serving");
  }

  @Test
  void aNodeWhoseHookFailsIsNotTouchedAndTheResumeRunsItAgain() {
    failing("beforeNode node-2");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertEquals(
        "hooks.beforeNode of node-2 failed: it ended with exit status 3 (its output: /hook.log)",
        result.ending().reason());
    assertFalse(cluster.asked.contains("node-2 draining"), cluster.asked::toString);
    assertEquals("onFailure", cluster.asked.getLast());
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());

    succeeding();
    cluster.asked.clear();
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
    assertEquals("beforeNode node-2", cluster.asked.getFirst());
    assertEquals("onComplete", cluster.asked.getLast());
  }

  @Test
  void oneThatCannotEvenBeStartedBeforeTheFirstNodeIsARefusal() {
    cluster.hooks = job -> new CommandEnd.How.NotStarted("there is no program page");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().endsWith("nothing was changed"), result.ending().reason());
    assertEquals(List.of("beforeNode node-1"), cluster.asked);
    assertFalse(History.of(scenario.journal).orElseThrow().unfinished());
  }

  @Test
  void theNextNodeWaitsForTheHookOfTheOneBefore() {
    failing("afterNode node-1");

    assertEquals(Ending.Kind.FAILED, scenario.roll().ending().kind());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertFalse(cluster.asked.contains("beforeNode node-2"), cluster.asked::toString);

    succeeding();
    cluster.asked.clear();
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
    assertEquals(List.of("afterNode node-1", "beforeNode node-2"), cluster.asked.subList(0, 2));
  }

  @Test
  void theHookOfTheLastNodeIsOwedThoughNothingElseIsLeftToDo() {
    failing("afterNode node-0");
    assertEquals(Ending.Kind.FAILED, scenario.roll().ending().kind());

    succeeding();
    cluster.asked.clear();
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
    assertEquals(List.of("afterNode node-0", "onComplete"), cluster.asked);
  }

  @Test
  void whoIsOnlyToldChangesNothingByFailing() {
    failing("onComplete");

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertTrue(scenario.warned("hooks.onComplete failed"));
  }

  @Test
  void aFailedNodeIsTold() {
    cluster.node(1).exitStatus = 1;
    cluster.node(1).restarts = false;

    assertEquals(Ending.Kind.FAILED, scenario.roll().ending().kind());
    assertEquals("onFailure node-1", cluster.asked.getLast());
  }

  @Test
  void theLeaseIsKeptWhileAHookRunsAndTheClusterIsLookedAtAgainAfterwards() {
    cluster.hookTakes = Duration.ofMinutes(4);
    cluster.at(Duration.ofMinutes(2), () -> cluster.node(2).reachable = false);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-2"), result.ending().reason());
    assertFalse(cluster.asked.contains("node-1 draining"), cluster.asked::toString);
    assertTrue(
        scenario.events.stream().noneMatch(r -> r.event() instanceof Event.LeaseLost),
        "four minutes are many times its time to live");
  }

  @Test
  void aFirstInterruptLetsTheHookEndAndTheSecondDoesNot() {
    cluster.hookTakes = Duration.ofMinutes(1);
    cluster.stopAt(Duration.ofSeconds(20), Input.Stop.AFTER_NODE);

    assertEquals(Ending.Kind.STOPPED, scenario.roll().ending().kind());
    assertEquals(List.of("beforeNode node-1"), cluster.asked);
    assertTrue(cluster.now().elapsed().compareTo(Duration.ofSeconds(59)) > 0);

    FakeCluster second = new FakeCluster(3);
    second.hookTakes = Duration.ofMinutes(1);
    second.stopAt(Duration.ofSeconds(20), Input.Stop.NOW);
    Scenario hasty = new Scenario(second);
    hasty.hooks = EnumSet.allOf(Hook.class);
    assertEquals(Ending.Kind.INTERRUPTED, hasty.roll().ending().kind());
    assertTrue(second.now().elapsed().compareTo(Duration.ofSeconds(30)) < 0);
  }

  @Test
  void aStopWhileANodeIsInHandComesAfterItsHook() {
    scenario.soak = Duration.ofHours(1);
    cluster.stopAt(Duration.ofSeconds(1), Input.Stop.AFTER_NODE);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.STOPPED, result.ending().kind(), result.ending().reason());
    assertEquals(
        List.of("beforeNode node-1", "node-1 draining", "node-1 serving", "afterNode node-1"),
        cluster.asked.stream().filter(HookTest::hookOrTurn).toList());
    assertTrue(cluster.now().elapsed().compareTo(Duration.ofMinutes(5)) < 0, "it soaked");
  }

  @Test
  void aStopHidesNoHookThatFailed() {
    failing("afterNode node-1");
    cluster.stopAt(Duration.ofSeconds(1), Input.Stop.AFTER_NODE);

    RunResult result = scenario.roll();

    assertTrue(
        result.ending().reason().contains("afterNode of node-1 failed"), result.ending()::reason);
  }

  static Stream<Integer> effects() {
    HookTest clean = new HookTest();
    clean.allHooks();
    Dying counting = new Dying(clean.cluster, Integer.MAX_VALUE);
    clean.scenario.stagehand = counting;
    clean.scenario.roll();
    return IntStream.rangeClosed(1, counting.changes).boxed();
  }

  @ParameterizedTest
  @MethodSource("effects")
  void whereverTheRollIsKilledNoHookIsSkipped(int nth) {
    scenario.stagehand = new Dying(cluster, nth);
    assertThrows(Killed.class, scenario::roll);
    cluster.restartTool(Duration.ofSeconds(25));
    scenario.stagehand = cluster;

    RunResult result = scenario.resume(false);

    assertTrue(
        EnumSet.of(Ending.Kind.COMPLETE, Ending.Kind.NOTHING_TO_DO)
            .contains(result.ending().kind()),
        result.ending()::reason);
    for (int i = 0; i < 3; i++) {
      String node = "node-" + i;
      int turn = cluster.asked.indexOf(node + " draining");
      assertTrue(cluster.asked.subList(0, turn).contains("beforeNode " + node), node);
      assertTrue(
          cluster.asked.lastIndexOf("afterNode " + node)
              > cluster.asked.lastIndexOf(node + " serving"),
          cluster.asked::toString);
    }
    assertEquals("onComplete", cluster.asked.getLast());
  }

  private void failing(String which) {
    cluster.hooks =
        job -> {
          String asked = job.hook().word() + job.node().map(node -> " " + node).orElse("");
          return new CommandEnd.How.Exited(asked.equals(which) ? 3 : 0);
        };
  }

  private void succeeding() {
    cluster.hooks = job -> new CommandEnd.How.Exited(0);
  }

  /** The process dies. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Dies right after it has started its nth recorded effect. */
  private static final class Dying implements Stagehand {
    private final Stagehand cluster;
    private final int nth;
    private int changes;

    Dying(Stagehand cluster, int nth) {
      this.cluster = cluster;
      this.nth = nth;
    }

    @Override
    public void start(long id, Effect effect) {
      cluster.start(id, effect);
      if (effect.recorded()) {
        changes++;
        if (changes == nth) {
          throw new Killed();
        }
      }
    }

    @Override
    public Input next(Duration atMost) {
      return cluster.next(atMost);
    }
  }
}
