package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Outcome;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Patroni is at, for which nothing is begun; each says why, and changes nothing. A printed
 * remedy is carried out as it stands, and from then on nothing is in the way.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RefusedByPatroniIT {
  private static final String SOME_DAY = "2099-01-01T00:00:00+00:00";
  private static final Pattern REMEDY = Pattern.compile(": patronictl (flush [a-z0-9 ]+), or wait");

  private static RealPostgres cluster;
  private static OnCall operator;

  private Map<String, String> before = Map.of();

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up("--loop-wait", "2");
    operator = OnCall.of(cluster);
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @BeforeEach
  void remember() throws Exception {
    before = cluster.startTimes();
  }

  @AfterEach
  void nothingWasRestarted() throws Exception {
    cluster.pg("settle");
    assertEquals(before, cluster.startTimes());
  }

  @Test
  void aPausedPatroni() throws Exception {
    cluster.pg("pause");

    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");
    Outcome drain = operator.runs("drain", "n2");

    cluster.pg("resume");
    operator.sees("paused-roll", 3, roll);
    operator.sees("paused-drain", 3, drain);
  }

  @Test
  void strictSynchronousModeWithOneStandby() throws Exception {
    cluster.pg("tag", "n3", "nosync", "true");
    cluster.pg("configure", "{\"synchronous_mode\": true, \"synchronous_mode_strict\": true}");

    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");

    cluster.pg("configure", "{\"synchronous_mode\": null, \"synchronous_mode_strict\": null}");
    cluster.pg("tag", "n3", "nosync", "null");
    operator.sees("strict-roll", 3, roll);
  }

  @Test
  void aSwitchoverThatIsScheduled() throws Exception {
    patronictl(
        "switchover", "main", "--leader", "n1", "--candidate", "n2", "--scheduled", SOME_DAY);

    Outcome check = operator.runs("check");
    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");
    Outcome drain = operator.runs("drain", "n2");

    carryOutTheRemedyOf(check);
    impeded(check, "a switchover is scheduled for " + SOME_DAY + " from n1 to n2");
    operator.sees("scheduled-switchover-roll", 3, roll);
    operator.sees("scheduled-switchover-drain", 3, drain);
    operator.runs("check").exits(0);
  }

  @Test
  void aRestartThatIsScheduled() throws Exception {
    patronictl("restart", "main", "n3", "--scheduled", SOME_DAY);

    Outcome check = operator.runs("check");
    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");

    carryOutTheRemedyOf(check);
    impeded(check, "a restart of n3 is scheduled for " + SOME_DAY);
    operator.sees("scheduled-restart-roll", 3, roll);
    operator.runs("check").exits(0);
  }

  @Test
  void aFollowerOfAFollower() throws Exception {
    cluster.pg("tag", "n3", "replicatefrom", "\"n2\"");
    Await.until("n2 to send to n3", () -> streamedTo("n2") == 1);

    Outcome check = operator.runs("check");
    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");

    cluster.pg("tag", "n3", "replicatefrom", "null");
    impeded(check, "n3 receives its WAL from n2 (tag replicatefrom) and would lose it");
    operator.sees("cascade-roll", 3, roll);
  }

  @Test
  void aStandbyCluster() throws Exception {
    cluster.pg("configure", "{\"standby_cluster\": {\"host\": \"127.0.0.1\", \"port\": 1}}");
    Await.until(
        "the leader to replay", () -> asked("n1", "SELECT pg_is_in_recovery()").equals("t"));
    Await.until(
        "it to say that it leads again",
        () -> operator.status().path("leader").asText().equals("n1"));

    Outcome check = operator.runs("check");
    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");

    cluster.pg("configure", "{\"standby_cluster\": null}");
    before.put("n1", cluster.startTimes().get("n1"));
    impeded(check, "this is a standby cluster, whose leader replays");
    operator.sees("standby-cluster-roll", 3, roll);
  }

  private static void patronictl(String... words) throws Exception {
    cluster.pg(
        "patronictl", Stream.concat(Stream.of(words), Stream.of("--force")).toArray(String[]::new));
  }

  private static void carryOutTheRemedyOf(Outcome check) throws Exception {
    Matcher remedy = REMEDY.matcher(check.out());
    assertTrue(remedy.find(), check::toString);
    patronictl(remedy.group(1).split(" "));
  }

  private static void impeded(Outcome check, String why) {
    check.exits(3).says("fail  cluster: nothing may be taken out of service: " + why);
  }

  private static int streamedTo(String node) throws Exception {
    return Integer.parseInt(
        asked(node, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"));
  }

  private static String asked(String node, String sql) throws Exception {
    return cluster.tryPg("sql", node, sql).out().strip();
  }

  @Test
  void noFollowerThatMayLead() throws Exception {
    cluster.pg("tag", "n2", "nofailover", "true");
    cluster.pg("tag", "n3", "nofailover", "true");

    Outcome roll = operator.runs("roll", "--only", "n1", "--to", "2.0.0", "--yes");
    Outcome drain = operator.runs("drain", "n1");

    cluster.pg("tag", "n2", "nofailover", "null");
    cluster.pg("tag", "n3", "nofailover", "null");
    operator.sees("no-candidate-roll", 3, roll);
    operator.sees("no-candidate-drain", 3, drain);
  }

  @Test
  void aFileThatNamesAnotherScope() throws Exception {
    try (OnCall mistaken = OnCall.with(cluster, "scope: main", "scope: other")) {
      mistaken.sees("wrong-scope-roll", 3, mistaken.runs("roll", "--to", "2.0.0", "--yes"));
      mistaken.sees("wrong-scope-status", 3, mistaken.runs("status"));
    }
  }

  @Test
  void aSecondNodeThatIsDown() throws Exception {
    cluster.pg("stop", "n3");

    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");
    Outcome skipping = operator.runs("roll", "--to", "2.0.0", "--yes", "--skip", "n3");

    cluster.pg("start", "n3");
    before.put("n3", cluster.startTimes().get("n3"));
    operator.sees("second-down-roll", 3, roll);
    operator.sees("second-down-skipped", 3, skipping);
  }
}
