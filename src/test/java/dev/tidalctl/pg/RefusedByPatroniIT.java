package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.it.Outcome;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Patroni is at, for which nothing is begun; each says why, and changes nothing. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RefusedByPatroniIT {
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
