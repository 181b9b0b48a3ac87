package dev.tidalctl.patroni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.sql.ClientSession;
import dev.tidalctl.sql.Replay;
import dev.tidalctl.sql.Retention;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.sql.WalKeeping;
import dev.tidalctl.topology.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Of which nodes PostgreSQL itself is asked what they are at, and what is said of it. */
final class SqlWatchTest {
  private static final String BLOCKED =
      "replay waits for relation, 12 s, because of pid 4711 (billing, active, 12 s)";

  private final Asked sql = new Asked();
  private final Stage stage = new Stage(Optional.of(sql));

  @Test
  void whatKeepsALaggingNodeFromReplayingIsTold() {
    stage.nodes.says("n2", told -> told.wal(replayed(ScriptedNodes.END - 1)));

    Snapshot seen = stage.look();

    assertEquals(List.of("n2: " + BLOCKED), seen.cautions());
    assertEquals(List.of(BLOCKED), seen.node(new NodeName("n2")).orElseThrow().work());
  }

  @Test
  void nodesThatKeepUpAreNotAsked() {
    stage.look();

    assertEquals(Set.of(), sql.asked);
  }

  @Test
  void aScreenWithNothingToShowFromThereAsksNobody() {
    shown();
    assertEquals(Set.of(), sql.askedForWal);

    stage.nodes.says("n2", told -> told.wal(replayed(ScriptedNodes.END - 1)));
    shown();
    assertEquals(1, sql.askedForWal.size());
  }

  @Test
  void aPlanKnowsHowMuchWalIsKept() {
    Reply<Snapshot> plan =
        stage.looks.lookFor(Purpose.PLAN, Optional.empty(), Interest.REVISION, Duration.ZERO);

    assertTrue(((Reply.Ok<Snapshot>) plan).value().retentionCap().isPresent());
    assertEquals(1, sql.askedForWal.size());
  }

  @Test
  void aChangeDoesNotWaitForTheWordsOfANodeInHand() {
    RoutingChange draining = stage.change(Stage.N2, Routing.DRAINING);
    assertInstanceOf(Reply.Ok.class, stage.changes.change(draining, stage.token()));
    sql.answers = new CountDownLatch(1);

    assertEquals(List.of(), stage.look().node(Stage.N2).orElseThrow().work());
    sql.answers.countDown();
    assertEquals(List.of(BLOCKED), shown().node(Stage.N2).orElseThrow().work());
  }

  private Snapshot shown() {
    Reply<Snapshot> shown =
        stage.looks.lookFor(Purpose.SCREEN, Optional.empty(), Interest.REVISION, Duration.ZERO);
    return ((Reply.Ok<Snapshot>) shown).value();
  }

  private static Wal replayed(long at) {
    return new Wal.Replayed(OptionalLong.of(at), false);
  }

  /** Says of every node that a query is in its way. */
  private static final class Asked implements SqlFacts {
    private final Set<String> asked = new ConcurrentSkipListSet<>();
    private final Set<String> askedForWal = new ConcurrentSkipListSet<>();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    @Override
    public Reply<Replay> replay(HostPort standby) {
      asked.add(standby.toString());
      try {
        answers.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new Reply.Ok<>(
          new Replay.Blocked(
              "relation",
              Duration.ofSeconds(12),
              List.of(
                  new ClientSession(4711, "app", "billing", "active", Duration.ofSeconds(12)))));
    }

    @Override
    public void foreseeHeartbeat(HostPort leader) {}

    @Override
    public Reply<WalKeeping> walKeeping(HostPort node) {
      return new Reply.Ok<>(
          new WalKeeping(
              new Position(1, ScriptedNodes.END),
              Instant.EPOCH,
              List.of(),
              OptionalLong.empty(),
              0,
              1 << 24));
    }

    @Override
    public Retention retention(HostPort node) {
      askedForWal.add(node.toString());
      return new Retention(walKeeping(node), new Reply.Ok<>(0L));
    }

    @Override
    public Reply<List<ClientSession>> sessions(HostPort node) {
      return new Reply.Ok<>(List.of());
    }

    @Override
    public Reply<Done> checkpoint(HostPort node, Duration atMost) {
      throw new AssertionError("nothing stops");
    }

    @Override
    public Reply<Position> heartbeat(HostPort leader) {
      throw new AssertionError("nothing rejoins");
    }

    @Override
    public void close() {}
  }
}
