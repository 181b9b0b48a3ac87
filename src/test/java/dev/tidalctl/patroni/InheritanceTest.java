package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.Stage.N1;
import static dev.tidalctl.patroni.Stage.N2;
import static dev.tidalctl.patroni.Stage.N3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.state.SwitchoverNote;
import dev.tidalctl.traffic.ReadRoutes.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run that died leaves behind, and what the next holder of the lease makes of it. */
final class InheritanceTest {
  private static final RunId DEAD = new RunId("20260314-080000-dead");

  private final Stage stage = new Stage();
  private final long dead = stage.token(new Identity("bob", "lap", DEAD, RunKind.ROLL));

  @Test
  void aBrokenOffSwitchoverIsUndone() {
    Stage.value(stage.shared.note(Optional.of(new SwitchoverNote(N1, N2)), dead));
    stage.routes.states.put(N2, State.CLOSED);

    Stage.value(stage.inheritance().clear(dead, Optional.empty()));
    assertEquals(List.of("let writes go", "admit writes to n1", "open n2"), stage.log);
    assertEquals(Optional.empty(), Stage.value(stage.shared.look()).switchover());
  }

  @Test
  void aDrainingNodeServesAgain() {
    left(N2, Routing.DRAINING);

    Stage.value(stage.inheritance().clear(dead, Optional.empty()));
    assertEquals(List.of("open n2"), stage.log);
    assertEquals(Optional.empty(), stage.marked(N2));
  }

  @Test
  void oneThatWasRestartedMeanwhileIsLeftDrainedForARejoin() {
    left(N2, Routing.DRAINING);
    stage.nodes.says("n2", ScriptedNodes.Told::restarted);

    Stage.value(stage.inheritance().clear(dead, Optional.empty()));
    assertEquals(List.of(), stage.log);
    assertEquals(Optional.of(Routing.DRAINED), stage.marked(N2));
  }

  @Test
  void ourOwnDrainingNodeAndWhatIsOutStay() {
    left(N2, Routing.DRAINING);
    left(N3, Routing.DRAINED);

    Stage.value(stage.inheritance().clear(dead, Optional.of(DEAD)));
    assertEquals(List.of(), stage.log);
    assertEquals(Optional.of(Routing.DRAINING), stage.marked(N2));
    assertEquals(Optional.of(Routing.DRAINED), stage.marked(N3));
  }

  @Test
  void unlockingPutsDrainingNodesBackAndFreesTheLease() {
    left(N2, Routing.DRAINING);
    left(N3, Routing.DRAINED);
    stage.clock.pass(Duration.ofSeconds(60));

    PatroniLease lease = new PatroniLease(stage.shared.lease(), stage.inheritance(), "ann", "desk");
    Stage.value(lease.breakLease(DEAD, false));
    assertEquals(Optional.empty(), stage.marked(N2));
    assertEquals(Optional.of(Routing.DRAINED), stage.marked(N3));
    assertTrue(Stage.value(stage.shared.look()).lease().isEmpty());
  }

  private void left(NodeName node, Routing routing) {
    stage.mark(node, routing, stage.hold("bob", DEAD, node), dead);
    stage.routes.states.put(node, State.CLOSED);
  }
}
