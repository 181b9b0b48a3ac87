package dev.tidalctl.patroni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.WriteGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether writes can be held is asked again when nobody answers, and only then. */
class FitToRollTest {
  private static final Reply<Done> FIT = new Reply.Ok<>(new Done());
  private static final Reply<WriteGate.View> SILENT =
      new Reply.Unreachable<>("PgBouncer lb-1:6432 can't be reached");
  private static final Reply<WriteGate.View> WELL =
      new Reply.Ok<>(new WriteGate.View(List.of(), List.of()));

  private final Stage stage = new Stage();
  private final FitToRoll fit = new FitToRoll(Optional.of(stage.gate), stage.timing);

  @Test
  void aConsoleThatMissesOneAnswerRefusesNoRoll() {
    stage.gate.answerToLook = SILENT;
    stage.timing.after(Duration.ofSeconds(2), () -> stage.gate.answerToLook = WELL);

    assertEquals(FIT, fit.look());
    assertEquals(Duration.ofSeconds(2), stage.timing.elapsed());
  }

  @Test
  void oneThatStaysAwayIsSaidWithinFiveSeconds() {
    stage.gate.answerToLook = SILENT;

    assertEquals(new Reply.Unreachable<>("PgBouncer lb-1:6432 can't be reached"), fit.look());
    assertEquals(Duration.ofSeconds(5), stage.timing.elapsed());
  }

  @Test
  void whatWasAnsweredIsTheAnswer() {
    stage.gate.answerToLook =
        new Reply.Ok<>(new WriteGate.View(List.of("app is paused"), List.of("session pooling")));

    assertEquals(
        Optional.of("app is paused; session pooling"),
        Replies.why(assertInstanceOf(Reply.Refused.class, fit.look())));
    assertEquals(Duration.ZERO, stage.timing.elapsed());
  }

  @Test
  void withoutAGateNobodyIsAsked() {
    assertEquals(FIT, new FitToRoll(Optional.empty(), stage.timing).look());
  }
}
