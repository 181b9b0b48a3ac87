package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.Stage.N2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd.How;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.patroni.wire.RestartAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** At most one restart an attempt, and its outcome by looking. */
final class RestartUpgraderTest {
  private final Stage stage = new Stage();
  private final long token = stage.token();

  @Test
  void restarts() {
    assertEquals(new How.Exited(0), restart("started n2", token));
    assertEquals(List.of("POST /restart n2"), stage.log);
  }

  @Test
  void aNodeThatRunsInAnotherProcessAlreadyIsLeftAlone() {
    assertEquals(new How.Exited(0), restart("started n2 before", token));
    assertEquals(List.of(), stage.log);
  }

  @Test
  void aLostAnswerIsFollowedByLooking() {
    stage.nodes.restart =
        node -> {
          stage.timing.after(
              Duration.ofSeconds(3), () -> stage.nodes.says("n2", ScriptedNodes.Told::restarted));
          return new Reply.Unknown<>("n2: no answer in time");
        };

    assertEquals(new How.Exited(0), restart("started n2", token));
    assertEquals(List.of("POST /restart n2"), stage.log, "never asked twice");
  }

  @Test
  void aLostAnswerWithoutANewProcessIsUnknown() {
    stage.nodes.restart = node -> new Reply.Unknown<>("n2: no answer in time");

    How.Unknown unknown = assertInstanceOf(How.Unknown.class, restart("started n2", token));
    assertTrue(unknown.why().contains("n2 is not seen in a new process"), unknown.why());
  }

  @Test
  void whatPatroniDeclinesWasNotStarted() {
    stage.nodes.restart =
        node -> new Reply.Ok<>(RestartAnswer.of(503, "reinitialize already in progress"));

    How.NotStarted not = assertInstanceOf(How.NotStarted.class, restart("started n2", token));
    assertTrue(not.why().contains("reinitialize already in progress"), not.why());
  }

  @Test
  void withoutTheLeaseNothingIsAsked() {
    assertInstanceOf(How.NotStarted.class, restart("started n2", token + 1));
    assertEquals(List.of(), stage.log);
  }

  private How restart(String drainedAs, long token) {
    return new RestartUpgrader(
            stage.nodes,
            new Fencing(stage.shared),
            job -> {
              throw new AssertionError("no command is run");
            },
            stage.timing)
        .run(
            new UpgradeJob.Restart(
                N2,
                Stage.RUN,
                1,
                Optional.of(new Incarnation(drainedAs)),
                token,
                Duration.ofSeconds(30)))
        .how();
  }
}
