package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.render.live.WindowSize;
import dev.tidalctl.testing.SampleCluster;
import dev.tidalctl.testing.VirtualTerminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A roll on a terminal, time driven by hand. */
@Isolated("another screen would take the signal")
final class LiveRollTest {
  private static final NodeName NODE_1 = new NodeName("node-1");

  private final StringWriter written = new StringWriter();
  private WindowSize size = WindowSize.USUAL;
  private long millis;
  private long seq;
  private final LiveRoll live =
      new LiveRoll(new CommandContext(surroundings(), new CommonOptions()));

  @AfterEach
  void giveTheSignalsBack() {
    live.close();
  }

  @Test
  void eventsStayAboveAndTheFrameIsBelow() {
    begin();
    take(500, new Event.StageEntered(NODE_1, new Stage.StoppingTraffic()));
    take(500, new Event.StageEntered(NODE_1, new Stage.Out(Optional.empty(), Optional.empty())));
    live.refresh();

    List<String> shown = onTerminal();
    assertEquals(
        List.of(
            "09:15:00Z roll 20260314-091400-7f3a of prod",
            "09:15:00Z node-1 Draining",
            "09:15:01Z node-1 Drained (Draining 0.50 s)",
            "roll 20260314-091400-7f3a of prod, for 1s"),
        shown.subList(0, 4));
    assertTrue(
        shown.stream().anyMatch(line -> line.startsWith("node-1  Drained")), shown::toString);
    assertEquals(1, shown.stream().filter(line -> line.startsWith("NODE")).count(), "one frame");
  }

  @Test
  void framesAreDrawnFiveTimesASecondAtMost() {
    begin();
    int frames = 0;
    for (int i = 0; i < 1000; i++) {
      int before = written.getBuffer().length();
      take(1, new Event.Warned("w" + i));
      frames += written.getBuffer().length() > before ? 1 : 0;
    }
    assertEquals(5, frames);

    live.refresh();
    List<String> shown = onTerminal();
    for (int i = 0; i < 1000; i++) {
      String line = "warning: w" + i;
      assertTrue(shown.stream().anyMatch(each -> each.endsWith(line)), line);
    }
  }

  @Test
  void timeGoesOnWithoutEventsAndNothingIsWrittenWithoutAChange() {
    begin();
    take(500, new Event.StageEntered(NODE_1, new Stage.RunningCommand(1)));
    millis += 7_000;
    live.refresh();
    assertTrue(onTerminal().stream().anyMatch(line -> line.contains("7s/30m")));

    int before = written.getBuffer().length();
    millis += 10;
    live.refresh();
    assertEquals(before, written.getBuffer().length());
  }

  @Test
  void aClockThatIsSetBackStopsNothing() {
    begin();
    millis -= 3_600_000;
    int before = written.getBuffer().length();
    take(0, new Event.StageEntered(NODE_1, new Stage.Finished(new NodeUpgradeStatus.Complete())));
    assertTrue(written.getBuffer().length() > before);
  }

  @Test
  void aWindowThatChangesItsSizeIsAskedForItAgain() throws Exception {
    begin();
    assertTrue(onTerminal().stream().anyMatch(line -> line.startsWith("....................")));
    size = new WindowSize(40, 15);
    raise("WINCH");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    String last = "";
    while (!last.contains("0 of 2 complete") && System.nanoTime() < deadline) {
      int before = written.getBuffer().length();
      live.refresh();
      last = written.getBuffer().substring(before);
      Thread.onSpinWait();
    }
    assertTrue(last.contains("0 of 2 complete") && !last.contains("......"), last);
  }

  @Test
  void nothingIsLeftToRestore() {
    begin();
    take(500, new Event.StageEntered(NODE_1, new Stage.StoppingTraffic()));
    String all = written.toString();
    assertFalse(all.contains("\u001b[?25l"), "the cursor is hidden");
    assertFalse(all.contains("\u001b[?1049h"), "the alternate screen is used");
    VirtualTerminal terminal = new VirtualTerminal(size);
    terminal.write(all);
    assertTrue(terminal.wraps());
    assertEquals(0, terminal.cursorColumn());
  }

  private void begin() {
    Identity alice = new Identity("alice@ops-1", "ops-1", SampleCluster.RUN, RunKind.ROLL);
    take(0, new Event.RunStarted(alice, terms()));
    take(
        0,
        new Event.NodesChosen(
            List.of(
                new Event.NodeBefore(new NodeName("node-0"), Optional.empty()),
                new Event.NodeBefore(NODE_1, Optional.empty()))));
    take(0, new Event.Observed(SampleCluster.of(2).leased(false).snapshot()));
    live.refresh();
  }

  private void take(long after, Event event) {
    millis += after;
    Duration elapsed = Duration.ofMillis(millis);
    live.take(new Recorded(++seq, new Moment(elapsed, SampleCluster.NOW.plus(elapsed)), event));
  }

  private List<String> onTerminal() {
    VirtualTerminal terminal = new VirtualTerminal(size);
    terminal.write(written.toString());
    return terminal.scrollback();
  }

  private static void raise(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
  }

  private Surroundings surroundings() {
    return new Surroundings(
        new PrintWriter(new StringWriter()),
        new PrintWriter(written),
        new Window(),
        Map.of("TERM", "xterm", "NO_COLOR", "1"),
        new Surroundings.Machine("carol", "/home/carol", "ops-3"),
        () -> SampleCluster.NOW.plusMillis(millis),
        new Random(1),
        new ScriptedCluster());
  }

  private static RunTerms terms() {
    return new RunTerms(
        ClusterTerms.of("prod", "tidal"),
        new Order.Roll(
            List.of(),
            Optional.empty(),
            new UpgradeCommand.Argv(List.of("upgrade")),
            Set.of(),
            Set.of(),
            Set.of(),
            false,
            OptionalInt.empty()),
        new Policy(
            1,
            1,
            0,
            10_000,
            3,
            Duration.ZERO,
            new Limits(
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30),
                Duration.ofSeconds(60)),
            OptionalInt.empty(),
            Optional.empty()),
        "secret-nonce");
  }

  /** One whose size the test decides. */
  private final class Window implements Terminal {
    @Override
    public boolean readsFromTerminal() {
      return true;
    }

    @Override
    public boolean outIsTerminal() {
      return true;
    }

    @Override
    public boolean errIsTerminal() {
      return true;
    }

    @Override
    public WindowSize size() {
      return size;
    }

    @Override
    public Optional<String> readLine() {
      return Optional.empty();
    }
  }
}
