package dev.tidalctl.patroni.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.topology.HostPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Patroni 3.0.2 answered on a live cluster, and what it answers in plain text. */
final class RecordedAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theLeaderOfItself() throws Exception {
    NodeReading leader = NodeReading.from(Recorded.json("3.0.2/leader"));

    assertTrue(leader.claimsLeadership());
    assertEquals(NodeRole.PRIMARY, leader.role());
    assertEquals(OptionalInt.of(150018), leader.serverVersion());
    assertTrue(leader.wal().orElseThrow() instanceof Wal.Written);
    assertEquals(2, leader.standbys().size());
    assertTrue(leader.standbys().getFirst().streaming());
    assertEquals(Optional.of("main"), leader.scope());
    assertEquals(Optional.of("3.0.2"), leader.patroniVersion());
    assertEquals("2.0.0", leader.tags().get("version"));
  }

  @Test
  void aReplicaOfItself() throws Exception {
    NodeReading replica = NodeReading.from(Recorded.json("3.0.2/replica"));

    assertTrue(replica.up());
    assertFalse(replica.claimsLeadership());
    assertEquals(new Wal.Replayed(OptionalLong.of(67326064), false), replica.wal().orElseThrow());
    assertTrue(replica.started().isPresent());
  }

  @Test
  void aReplicaWhoseReplayIsPaused() throws Exception {
    NodeReading replica = NodeReading.from(Recorded.json("3.0.2/replica-replay-paused"));

    assertTrue(replica.wal().orElseThrow() instanceof Wal.Replayed replayed && replayed.paused());
  }

  @Test
  void aReplicaWhosePostgresIsGone() throws Exception {
    NodeReading gone = NodeReading.from(Recorded.json("3.0.2/replica-postgres-gone"));

    assertFalse(gone.up());
    assertEquals(Optional.empty(), gone.started());
    assertEquals(OptionalLong.empty(), gone.timeline());
  }

  @Test
  void aPausedCluster() throws Exception {
    assertTrue(ClusterReading.from(Recorded.json("3.0.2/cluster-paused")).paused());
    assertTrue(NodeReading.from(Recorded.json("3.0.2/replica-cluster-paused")).paused());
  }

  @Test
  void theClusterOfItsMembers() throws Exception {
    ClusterReading cluster = ClusterReading.from(Recorded.json("3.0.2/cluster"));

    assertEquals(List.of("n1", "n2", "n3"), cluster.members().stream().map(m -> m.name()).toList());
    assertTrue(cluster.member("n2").orElseThrow().leader());
    assertEquals(
        Optional.of(new HostPort("127.0.0.1", 21931)),
        cluster.member("n1").orElseThrow().postgres());
    assertEquals(Optional.empty(), cluster.scheduledSwitchover());
  }

  @Test
  void theConfiguration() throws Exception {
    ConfigReading config = ConfigReading.from(Recorded.json("3.0.2/config"));

    assertFalse(config.paused() || config.synchronous() || config.strict());
    assertEquals(30, config.ttl().toSeconds());
  }

  @Test
  void whereTheFirstTimelineEnded() throws Exception {
    assertTrue(TimelineHistory.from(Recorded.json("3.0.2/history")).endOf(1).isPresent());
  }

  @Test
  void lagMayBeAWordAndNewMembersAreLetBe() throws Exception {
    ClusterReading cluster =
        ClusterReading.from(
            JSON.readTree(
                """
                {"members": [{"name": "n1", "role": "quorum_standby", "state": "stopped",
                  "lag": "unknown", "receive_lag": "unknown", "replay_lsn": "unknown"}],
                 "scope": "main", "new": {"in": 5},
                 "scheduled_switchover": {"at": "2026-03-15T01:00:00+00:00", "from": "n1"}}
                """));

    assertTrue(cluster.member("n1").orElseThrow().synchronous());
    assertEquals(Optional.of("2026-03-15T01:00:00+00:00 from n1"), cluster.scheduledSwitchover());
  }

  @Test
  void settingsAreReadAsPeopleWriteThem() throws Exception {
    ConfigReading config =
        ConfigReading.from(
            JSON.readTree(
                """
                {"synchronous_mode": "quorum", "synchronous_mode_strict": "off",
                 "standby_cluster": {"host": "elsewhere"}, "pause": true, "ttl": "30"}
                """));

    assertTrue(config.synchronous() && config.standbyCluster() && config.paused());
    assertFalse(config.strict());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"role\": \"replica\"}|state is missing",
        "{\"state\": 1, \"role\": \"replica\"}|state is not a string",
        "{\"state\": \"running\", \"role\": \"replica\", \"timeline\": \"2\"}|timeline is not a"
            + " whole number from 0 to 2^63-1",
        "{\"state\": \"running\", \"role\": \"replica\", \"xlog\": []}|xlog is not an object",
        "{\"state\": \"running\", \"role\": \"replica\", \"pause\": \"yes\"}|pause is neither true"
            + " nor false",
        "[]|the top level is not an object"
      })
  void whatIsNotAsItMustBeIsNamed(String body, String why) throws Exception {
    JsonNode read = JSON.readTree(body);

    assertEquals(why, assertThrows(MalformedAnswer.class, () -> NodeReading.from(read)).why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|Successfully switched over to \"n2\"|Moved[to=n2",
        "200|Switched over to \"n2\" instead of \"n3\"|Moved[to=n2",
        "200|done|Unclear",
        "202|Switchover scheduled|Unclear",
        "400|Switchover could be performed only from a specific leader|Declined",
        "412|leader name does not match|Declined",
        "412|candidate does not exists|Declined",
        "412|no good candidates have been found|Declined",
        "503|Switchover failed|Unclear",
        "503|Switchover status unknown|Unclear",
        "503|busy|Declined",
        "500||Unclear"
      })
  void answersToASwitchover(int status, String text, String read) {
    assertTrue(
        SwitchoverAnswer.of(status, Objects.requireNonNullElse(text, ""))
            .toString()
            .startsWith(read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|restarted successfully|Restarted",
        "503|restart already in progress|Declined",
        "503|restart failed|Unclear",
        "503|postgres is still starting|Declined",
        "401|not authenticated|Declined",
        "500||Unclear"
      })
  void answersToARestart(int status, String text, String read) {
    assertTrue(
        RestartAnswer.of(status, Objects.requireNonNullElse(text, "")).toString().startsWith(read));
  }
}
