package dev.tidalctl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.CommandEnd.How;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.state.MemoryStore.Door;
import dev.tidalctl.state.MemoryStore.Lost;
import dev.tidalctl.state.SharedAttempts.Claimant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharedAttemptsTest {
  private static final CommandEnd DONE = new CommandEnd(new How.Exited(0), Duration.ZERO, "log");

  private final MemoryStore store = new MemoryStore(new HandClock());
  private final List<String> ran = new ArrayList<>();
  private final Upgrader ann = new SharedAttempts(store, folder("1"), runs("ann"));
  private final Upgrader ben = new SharedAttempts(store, folder("2"), runs("ben"));

  /** Both are at the same place, as in two containers. */
  private static Claimant folder(String id) {
    return new Claimant() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public String words() {
        return "desk, folder /state";
      }
    };
  }

  private Upgrader runs(String who) {
    return job -> {
      ran.add(who);
      return DONE;
    };
  }

  private static UpgradeJob.Command attempt(int attempt) {
    return new UpgradeJob.Command(
        new NodeName("n1"),
        new RunId("r-1"),
        attempt,
        List.of("true"),
        Map.of(),
        Duration.ofSeconds(1));
  }

  @Test
  void whoClaimedAnAttemptMayAskForItAgain() {
    assertEquals(DONE, ann.run(attempt(1)));
    assertEquals(DONE, ann.run(attempt(1)));

    assertEquals(List.of("ann", "ann"), ran);
  }

  @Test
  void nobodyElseRunsIt() {
    ann.run(attempt(1));

    CommandEnd end = ben.run(attempt(1));

    assertEquals(new How.Unknown("it was started, if at all, by desk, folder /state"), end.how());
    assertEquals(List.of("ann"), ran);
    assertEquals(DONE, ben.run(attempt(2)));
  }

  @Test
  void aClaimWhoseReplyWasLostIsOurs() {
    store.through(
        new Door() {
          private boolean lost;

          @Override
          public Optional<Lost> after(String call) {
            boolean first = !lost;
            lost = true;
            return first ? Optional.of(Lost.UNKNOWN) : Optional.empty();
          }
        });

    assertEquals(DONE, ann.run(attempt(1)));
    assertInstanceOf(How.Unknown.class, ben.run(attempt(1)).how());
  }

  @Test
  void nothingIsStartedUnclaimed() {
    store.through(
        new Door() {
          @Override
          public Optional<Lost> before(String call) {
            return Optional.of(Lost.UNREACHABLE);
          }
        });

    How how = ann.run(attempt(1)).how();

    assertTrue(
        assertInstanceOf(How.NotStarted.class, how)
            .why()
            .startsWith("it could not be claimed where others see it: "));
    assertEquals(List.of(), ran);
  }

  @Test
  void aRestartNeedsNoClaim() {
    UpgradeJob restart =
        new UpgradeJob.Restart(
            new NodeName("n1"), new RunId("r-1"), 1, Optional.empty(), 7, Duration.ofSeconds(1));

    assertEquals(DONE, ann.run(restart));
    assertEquals(DONE, ben.run(restart));
  }
}
