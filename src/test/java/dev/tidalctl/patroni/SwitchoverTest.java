package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.Stage.N1;
import static dev.tidalctl.patroni.Stage.N2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.SwitchoverAnswer;
import dev.tidalctl.traffic.ReadRoutes.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way out of a switchover, and that each leaves traffic as it was. */
final class SwitchoverTest {
  private static final List<String> CLEAN =
      List.of(
          "close n2",
          "hold writes",
          "POST /switchover n1 n2",
          "writes from n1 to n2",
          "release writes",
          "open n2");

  private final Stage stage = new Stage();
  private final long token = stage.token();

  @BeforeEach
  void theRunRenewsItsLease() {
    stage.timing.every(Duration.ofSeconds(5), () -> stage.shared.lease().renew(token));
  }

  @AfterEach
  void writesFlowReadsAreOpenAndNoNoteIsLeft() {
    long held = stage.log.stream().filter("hold writes"::equals).count();
    boolean declined = stage.gate.answerToHold.isPresent();
    assertEquals(declined ? 0 : held, count("release writes"), "every hold is released");
    assertEquals(State.OPEN, stage.routes.states.getOrDefault(N2, State.OPEN), "reads are open");
    assertEquals(
        Optional.empty(), Stage.value(stage.shared.look()).switchover(), "no note is left");
  }

  @Test
  void movesLeadershipWithWritesHeldAndReadsAway() {
    stage.nodes.switchover = this::moved;

    assertInstanceOf(Reply.Ok.class, move());
    assertEquals(CLEAN, stage.log);
  }

  @Test
  void goesOnOnceTheCandidateTakesWritesWhateverTheAnswerTakes() {
    stage.background =
        question -> {
          stage.log.add("POST /switchover n1 n2");
          stage.timing.after(Duration.ofMillis(800), () -> stage.nodes.promote("n2"));
          return new CompletableFuture<>();
        };

    assertInstanceOf(Reply.Ok.class, move());
    assertEquals(CLEAN, stage.log);
    assertTrue(
        stage.timing.elapsed().compareTo(Duration.ofSeconds(1)) < 0, "Patroni is not waited for");
  }

  @Test
  void tellsTheLoadBalancersOfTheNodeThatReallyLeads() {
    stage.nodes.switchover =
        (from, to) -> {
          stage.nodes.promote("n3");
          return answer(200, "Switched over to \"n3\" instead of \"n2\"");
        };

    assertInstanceOf(Reply.Ok.class, move());
    assertTrue(stage.log.contains("writes from n1 to n3"));
    assertEquals("open n2", stage.log.getLast());
  }

  @Test
  void aSuccessWithoutAWritableNodeIsNoSuccess() {
    stage.nodes.switchover = (from, to) -> answer(200, "Successfully switched over to \"n2\"");

    String why = assertInstanceOf(Reply.Unknown.class, move()).why();
    assertTrue(why.contains("n2 took no writes within 30 s"), why);
    assertFalse(stage.log.contains("writes from n1 to n2"));
  }

  @Test
  void waitsForTheKeyAndForPostgresBoth() {
    stage.nodes.switchover =
        (from, to) -> {
          stage.nodes.holdsTheKey("n2");
          stage.timing.after(Duration.ofSeconds(4), () -> stage.nodes.promote("n2"));
          return answer(200, "Successfully switched over to \"n2\"");
        };

    assertInstanceOf(Reply.Ok.class, move());
    assertTrue(stage.timing.elapsed().compareTo(Duration.ofSeconds(4)) >= 0);
  }

  @Test
  void whatPatroniDeclinesIsRefusedInItsWords() {
    stage.nodes.switchover = (from, to) -> answer(412, "no good candidates have been found");

    Refusal refusal = refused(move());
    assertEquals(Code.NOT_ELECTABLE, refusal.code());
    assertTrue(refusal.detail().contains("no good candidates have been found"), refusal.detail());
  }

  @Test
  void aBadRequestIsRefusedToo() {
    stage.nodes.switchover = (from, to) -> answer(400, "candidate could be specified only once");

    assertEquals(Code.NOT_ELECTABLE, refused(move()).code());
  }

  @Test
  void afterAnUnclearAnswerWhoeverTakesWritesLeads() {
    stage.nodes.switchover =
        (from, to) -> {
          stage.timing.after(Duration.ofSeconds(3), () -> stage.nodes.promote("n2"));
          return answer(503, "Switchover status unknown");
        };

    assertInstanceOf(Reply.Ok.class, move());
  }

  @Test
  void afterALostAnswerAnOldLeaderThatStaysIsUnclear() {
    stage.nodes.switchover = (from, to) -> new Reply.Unknown<>("n1: no answer in time");

    String why = assertInstanceOf(Reply.Unknown.class, move()).why();
    assertTrue(why.contains("n1 still takes writes"), why);
  }

  @Test
  void aScheduledSwitchoverThatNobodyAskedForIsUnclear() {
    stage.nodes.switchover = (from, to) -> answer(202, "Switchover scheduled");

    assertInstanceOf(Reply.Unknown.class, move());
  }

  @Test
  void aLeaderThatIsNotReachedWasNotAsked() {
    stage.nodes.switchover = (from, to) -> new Reply.Unreachable<>("n1: no connection");

    assertInstanceOf(Reply.Unreachable.class, move());
  }

  @Test
  void neverAsksWhenTheReadBackendWouldBeEmpty() {
    stage.routes.answerToClose =
        Optional.of(
            Replies.refused(Code.WOULD_LEAVE_TOO_FEW_SERVING, "pg_read on lb-1 would be empty"));

    assertEquals(Code.WOULD_LEAVE_TOO_FEW_SERVING, refused(move()).code());
    assertEquals(List.of("close n2"), stage.log);
  }

  @Test
  void neverAsksWhileClientsStayOnTheCandidate() {
    stage.routes.sessions.put(N2, 3);

    Refusal refusal = refused(move());
    assertTrue(refusal.detail().contains("3 client sessions stay on n2"), refusal.detail());
    assertEquals(List.of("close n2", "open n2"), stage.log);
  }

  @Test
  void cutsTheSessionsThatStayWhereThePolicySaysSo() {
    stage.routes.sessions.put(N2, 3);
    stage.nodes.switchover = this::moved;

    assertInstanceOf(
        Reply.Ok.class,
        stage
            .switchover(new Switchover.Sessions(Duration.ofSeconds(5), true))
            .move(handover(), token));
    assertEquals(List.of("close n2", "cut n2", "hold writes"), stage.log.subList(0, 3));
  }

  @Test
  void neverAsksWhenWritesCantBeHeld() {
    stage.gate.answerToHold = Optional.of(Replies.refused(Code.OTHER, "app is paused already"));

    Refusal refusal = refused(move());
    assertTrue(refusal.detail().contains("app is paused already"), refusal.detail());
    assertEquals(List.of("close n2", "hold writes", "open n2"), stage.log);
  }

  @Test
  void letsWritesGoWhenNobodyKnowsWhetherTheyAreHeld() {
    stage.gate.answerToHold = Optional.of(new Reply.Unknown<>("lb-2:6432 did not answer"));

    refused(move());
    assertEquals(List.of("close n2", "hold writes", "let writes go", "open n2"), stage.log);
  }

  @Test
  void withNothingElseThatHoldsWritesNewOnesWaitInTheLoadBalancers() {
    stage.gated = false;
    stage.nodes.switchover = this::moved;

    assertInstanceOf(Reply.Ok.class, move());
    assertEquals(
        List.of(
            "close n2",
            "queue writes to n1",
            "POST /switchover n1 n2",
            "writes from n1 to n2",
            "release writes to n1",
            "open n2"),
        stage.log);
  }

  @Test
  void aDeclinedSwitchoverLetsNewWritesInAgain() {
    stage.gated = false;
    stage.nodes.switchover = (from, to) -> answer(412, "no good candidates have been found");

    refused(move());
    assertEquals(
        List.of("release writes to n1", "open n2"),
        stage.log.subList(stage.log.size() - 2, stage.log.size()));
  }

  @Test
  void writesThatMayWaitInALoadBalancerAreLetIn() {
    stage.gated = false;
    stage.routes.answerToQueue = Optional.of(new Reply.Unknown<>("lb-2:9999 did not answer"));

    refused(move());
    assertEquals(
        List.of("close n2", "queue writes to n1", "admit writes to n1", "open n2"), stage.log);
  }

  @Test
  void saysSoWhenWritesMayStillBeHeld() {
    stage.nodes.switchover = this::moved;
    stage.gate.answerToRelease = new Reply.Unknown<>("lb-1:6432 did not answer");

    String why = assertInstanceOf(Reply.Unknown.class, move()).why();
    assertTrue(why.contains("lb-1:6432 did not answer"), why);
  }

  @Test
  void touchesNothingForANodeThatCantLead() {
    stage.nodes.says("n2", told -> told.tag("nofailover", "true"));

    assertEquals(Code.NOT_ELECTABLE, refused(move()).code());
    assertEquals(List.of(), stage.log);
  }

  @Test
  void touchesNothingWhenLeadershipHasMovedMeanwhile() {
    Handover stale = handover();
    stage.nodes.promote("n3");

    assertEquals(Code.REVISION_CHANGED, refused(stage.switchover().move(stale, token)).code());
    assertEquals(List.of(), stage.log);
  }

  @Test
  void touchesNothingWithoutTheLease() {
    assertEquals(Code.STALE_TOKEN, refused(stage.switchover().move(handover(), token + 1)).code());
    assertEquals(List.of(), stage.log);
  }

  private Reply<SwitchoverAnswer> moved(Object from, Object to) {
    stage.nodes.promote(to.toString());
    return answer(200, "Successfully switched over to \"" + to + "\"");
  }

  private Reply<Done> move() {
    return stage.switchover().move(handover(), token);
  }

  private static Handover handover() {
    return new Handover(N1, N2, 1, 1);
  }

  private long count(String what) {
    return stage.log.stream().filter(what::equals).count();
  }

  private static Reply<SwitchoverAnswer> answer(int status, String text) {
    return new Reply.Ok<>(SwitchoverAnswer.of(status, text));
  }

  private static Refusal refused(Reply<Done> reply) {
    return assertInstanceOf(Reply.Refused.class, reply).refusal();
  }
}
