package dev.tidalctl.patroni.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.patroni.wire.NodeReading.Standby;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.topology.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Patroni 4.1.5 answered on a live cluster. */
final class LaterPatroniTest {
  private static final String VERSION = "4.1.5";

  @Test
  void theLeaderOfItself() throws Exception {
    NodeReading leader = node("leader");

    assertTrue(leader.claimsLeadership());
    assertEquals(NodeRole.PRIMARY, leader.role());
    assertEquals(OptionalInt.of(150018), leader.serverVersion());
    assertInstanceOf(Wal.Written.class, leader.wal().orElseThrow());
    assertEquals(
        List.of("n2", "n3"), leader.standbys().stream().map(Standby::name).sorted().toList());
    assertTrue(leader.standbys().stream().allMatch(Standby::streaming));
    assertFalse(leader.standbys().stream().anyMatch(Standby::synchronous));
    assertEquals(Optional.of("main"), leader.scope());
    assertEquals(Optional.of("n1"), leader.name());
    assertEquals(Optional.of(VERSION), leader.patroniVersion());
    assertEquals(Map.of("version", "1.0.0"), leader.tags());
  }

  @Test
  void aReplicaOfItself() throws Exception {
    NodeReading replica = node("replica");

    assertTrue(replica.up());
    assertFalse(replica.claimsLeadership());
    assertFalse(replica.pendingRestart() || replica.paused() || replica.unlocked());
    assertTrue(
        replica.wal().orElseThrow() instanceof Wal.Replayed(OptionalLong at, boolean paused)
            && at.isPresent()
            && !paused);
    assertTrue(replica.started().isPresent() && replica.systemIdentifier().isPresent());
  }

  @Test
  void bothOfThemAfterASwitchover() throws Exception {
    NodeReading former = node("former-leader");
    NodeReading leader = node("leader-after-switchover");

    assertTrue(former.up() && !former.claimsLeadership());
    assertTrue(leader.claimsLeadership());
    assertEquals(OptionalLong.of(2), leader.timeline());
    assertTrue(cluster("cluster-after-switchover").member("n2").orElseThrow().leader());
    long fork = TimelineHistory.from(Recorded.json(VERSION + "/history")).endOf(1).orElseThrow();
    assertTrue(
        leader.wal().orElseThrow() instanceof Wal.Written(long end) && end >= fork,
        leader::toString);
  }

  @Test
  void theClusterOfItsMembers() throws Exception {
    ClusterReading cluster = cluster("cluster");

    assertEquals(Optional.of("main"), cluster.scope());
    assertEquals(
        List.of("n1"),
        cluster.members().stream()
            .filter(ClusterReading.Member::leader)
            .map(ClusterReading.Member::name)
            .toList());
    assertEquals(
        Optional.of(new HostPort("127.0.0.1", 25692)),
        cluster.member("n2").orElseThrow().postgres());
    assertFalse(cluster.paused() || cluster.scheduledSwitchover().isPresent());
  }

  @Test
  void commitsWaitForOneStandby() throws Exception {
    assertTrue(config("config-synchronous").synchronous());
    assertEquals(List.of("n3"), synchronous(cluster("cluster-synchronous")));
    assertEquals(List.of("n3"), synchronous(node("leader-synchronous")));
    assertEquals(NodeRole.REPLICA, node("sync-standby").role());
  }

  @Test
  void commitsWaitForAQuorum() throws Exception {
    assertEquals(List.of("n1", "n3"), synchronous(cluster("cluster-quorum")));
    assertEquals(List.of("n1", "n3"), synchronous(node("leader-quorum")));
    assertEquals(NodeRole.REPLICA, node("quorum-standby").role());
  }

  @Test
  void pausedByItsOperator() throws Exception {
    assertTrue(cluster("cluster-paused").paused());
    assertTrue(config("config-paused").paused());
    assertTrue(node("replica-cluster-paused").paused());
    assertFalse(config("config").paused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"leader-pending-restart", "replica-pending-restart"})
  void settingsThatWaitForARestart(String name) throws Exception {
    assertTrue(node(name).pendingRestart());
    assertTrue(node(name).up());
    assertEquals(3, cluster("cluster-pending-restart").members().size());
  }

  @Test
  void whatIsScheduled() throws Exception {
    String when = "2099-01-01T00:00:00+00:00";

    assertEquals(Optional.of(when), node("replica-restart-scheduled").scheduledRestart());
    assertEquals(
        Optional.of(when),
        cluster("cluster-restart-scheduled").member("n1").orElseThrow().scheduledRestart());
    assertEquals(
        Optional.of(when + " from n1 to n2"),
        cluster("cluster-switchover-scheduled").scheduledSwitchover());
  }

  @Test
  void aReplicaWhoseReplayIsPaused() throws Exception {
    assertTrue(
        node("replica-replay-paused").wal().orElseThrow() instanceof Wal.Replayed replayed
            && replayed.paused());
  }

  @Test
  void aReplicaWhosePostgresIsGone() throws Exception {
    NodeReading gone = node("replica-postgres-gone");

    assertFalse(gone.up() || gone.changing());
    assertEquals("unknown", gone.state());
    assertEquals(Optional.empty(), gone.started());
    assertEquals(OptionalLong.empty(), gone.timeline());
    assertEquals(3, cluster("cluster-node-gone").members().size());
  }

  @ParameterizedTest
  @CsvSource({
    "switchover, Moved",
    "'switchover, wrong leader', Declined",
    "'switchover, no such candidate', Declined",
    "'switchover, candidate leads', Declined",
    "'switchover, candidate is down', Declined",
    "'switchover, leader not said', Declined",
    "'switchover, paused, no candidate named', Declined",
    "'switchover, scheduled', Unclear"
  })
  void answersToASwitchover(String what, String read) throws Exception {
    Recorded.Answer answer = Recorded.posted(VERSION, what);

    assertEquals(
        read, SwitchoverAnswer.of(answer.status(), answer.text()).getClass().getSimpleName());
  }

  @Test
  void aSwitchoverNamesWhoLeadsNow() throws Exception {
    Recorded.Answer answer = Recorded.posted(VERSION, "switchover");

    assertTrue(
        SwitchoverAnswer.of(answer.status(), answer.text())
                instanceof SwitchoverAnswer.Moved(String to, String words)
            && to.equals("n2"));
  }

  @ParameterizedTest
  @CsvSource({
    "restart of a replica, Restarted",
    "'restart of the leader, pending', Restarted",
    "'restart, conditions unmet', Declined",
    "restart without a password, Declined",
    "'restart, scheduled', Unclear"
  })
  void answersToARestart(String what, String read) throws Exception {
    Recorded.Answer answer = Recorded.posted(VERSION, what);

    assertEquals(read, RestartAnswer.of(answer.status(), answer.text()).getClass().getSimpleName());
  }

  private static NodeReading node(String name) throws IOException, MalformedAnswer {
    return NodeReading.from(Recorded.json(VERSION + "/" + name));
  }

  private static ClusterReading cluster(String name) throws IOException, MalformedAnswer {
    return ClusterReading.from(Recorded.json(VERSION + "/" + name));
  }

  private static ConfigReading config(String name) throws IOException, MalformedAnswer {
    return ConfigReading.from(Recorded.json(VERSION + "/" + name));
  }

  private static List<String> synchronous(ClusterReading cluster) {
    return cluster.members().stream()
        .filter(ClusterReading.Member::synchronous)
        .map(ClusterReading.Member::name)
        .toList();
  }

  private static List<String> synchronous(NodeReading leader) {
    return leader.standbys().stream()
        .filter(Standby::synchronous)
        .map(Standby::name)
        .sorted()
        .toList();
  }
}
