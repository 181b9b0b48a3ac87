package dev.tidalctl.sandbox.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.wal.History;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wal.WalRecord;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class NodeLogTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir private Path dir;
  private final Faults faults = new Faults();

  @Test
  void aNewLeaderStartsItsTermWithAHeartbeat() throws Exception {
    try (NodeLog log = open(1000)) {
      assertEquals(new Position(1, 1), log.govern(leading(1, 1)));
      assertEquals(new Position(1, 2), log.write(WalRecord.Kind.SIGNAL, "a", "x"));
      assertEquals(new Position(1, 2), log.govern(leading(2, 1)), "the same term goes on");
      assertEquals(new Position(2, 3), log.govern(leading(3, 2)));
    }
  }

  @Test
  void onlyALeaderTakesWrites() throws Exception {
    try (NodeLog log = open(1000)) {
      refused(ProblemCode.NOT_LEADER, () -> log.write(WalRecord.Kind.SIGNAL, "a", "x"));
      log.govern(leading(1, 1));
      log.govern(following(2, 1));
      refused(ProblemCode.NOT_LEADER, () -> log.write(WalRecord.Kind.SIGNAL, "a", "x"));
    }
  }

  @Test
  void anOlderAssignmentChangesNothing() throws Exception {
    try (NodeLog log = open(1000)) {
      log.govern(following(5, 1));
      log.govern(leading(4, 1));
      assertFalse(log.assignment().leading());
    }
  }

  @Test
  void aFollowerTakesOnlyWhatFollowsItsHistory() throws Exception {
    try (NodeLog log = open(1000)) {
      log.govern(following(1, 1));
      assertEquals(new Position(1, 3), log.receive(1, History.signals(1, 1, 3, "x")));

      refused(ProblemCode.OUT_OF_SEQUENCE, () -> log.receive(1, History.signals(1, 5, 6, "x")));
      refused(ProblemCode.DIVERGED, () -> log.receive(1, History.signals(1, 4, 4, "other")));
      refused(ProblemCode.SHIPPING_REFUSED, () -> log.receive(2, History.signals(1, 4, 4, "x")));
      log.govern(new Assignment(2, 1, false, false, 0, List.of()));
      refused(ProblemCode.SHIPPING_REFUSED, () -> log.receive(1, History.signals(1, 4, 4, "x")));
      assertEquals(new Position(1, 3), log.wal().end().position());
    }
  }

  @Test
  void whatIsReceivedWhilePausedIsAppliedAfterwards() throws Exception {
    try (NodeLog log = open(1000)) {
      faults.set("pause-apply");
      log.govern(following(1, 1));
      log.receive(1, History.signals(1, 1, 3, "x"));

      assertFalse(log.awaitApplied(1, AT_ONCE));
      assertEquals(0, log.store().signals());

      faults.set("resume-apply");
      assertTrue(log.awaitApplied(3, LIMIT));
      assertEquals(History.signals(1, 1, 3, "x"), log.store().events(1, 3));
    }
  }

  @Test
  void whatWasReceivedButNotAppliedIsAppliedAfterARestart() throws Exception {
    faults.set("pause-apply");
    try (NodeLog log = open(1000)) {
      log.govern(following(1, 1));
      log.receive(1, History.signals(1, 1, 3, "x"));
    }
    faults.set("resume-apply");

    try (NodeLog log = open(1000)) {
      assertTrue(log.awaitApplied(3, LIMIT));
      assertEquals(new Position(1, 3), log.wal().end().position());
    }
  }

  @Test
  void keepsWhatIsPinnedUpToTheCapAndNoFurther() throws Exception {
    try (NodeLog log = open(160)) {
      log.govern(new Assignment(1, 1, true, false, 10, List.of()));
      write(log, 150);
      assertEquals(1, log.wal().firstKept(), "event 10 may still be needed");

      write(log, 400);
      long firstKept = log.wal().firstKept();
      long last = log.wal().end().position().seqno();
      assertTrue(firstKept > 10, "the cap goes before the pin");
      assertTrue(last - firstKept >= 160, "less than the cap is kept");

      log.retainFrom(last);
      write(log, 50);
      assertTrue(log.wal().firstKept() > last - 100, "what nobody needs goes");
      assertEquals(last, log.store().event(last).position().seqno(), "the store has it still");
    }
  }

  @Test
  void neverDropsWhatItHasNotAppliedItself() throws Exception {
    try (NodeLog log = open(160)) {
      faults.set("pause-apply");
      log.govern(leading(1, 1));
      write(log, 500);

      assertEquals(1, log.wal().firstKept());
    }
  }

  private NodeLog open(long retentionCap) throws IOException {
    return NodeLog.open(dir, retentionCap, faults);
  }

  private static void write(NodeLog log, int signals) throws InterruptedException {
    Position last = Position.START;
    for (int i = 0; i < signals; i++) {
      last = log.write(WalRecord.Kind.SIGNAL, "s", "x");
      log.awaitApplied(last.seqno(), AT_ONCE);
    }
    // What is dropped is decided after the answer: one more request sees it done.
    log.govern(Assignment.NONE);
  }

  private static Assignment leading(long generation, long term) {
    return new Assignment(generation, term, true, false, 0, List.of());
  }

  private static Assignment following(long generation, long term) {
    return new Assignment(generation, term, false, true, 0, List.of());
  }

  private static void refused(ProblemCode code, Executable request) {
    assertEquals(code, assertThrows(Problem.class, request).code());
  }
}
