package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether every node itself, past all load balancers, holds what was acknowledged. */
final class Verification {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final RealPostgres cluster;
  private final Map<Long, String> acknowledged;

  private Verification(RealPostgres cluster, Map<Long, String> acknowledged) {
    this.cluster = cluster;
    this.acknowledged = acknowledged;
  }

  static Verification of(RealPostgres cluster, Map<Long, String> acknowledged) {
    return new Verification(cluster, acknowledged);
  }

  /** Fails unless each node, once it has applied what its leader had, holds all of it. */
  void holds() throws IOException, SQLException, InterruptedException {
    String leader = cluster.leader();
    String end = asked(leader, "SELECT pg_current_wal_flush_lsn()");
    for (String node : cluster.nodes()) {
      if (!node.equals(leader)) {
        awaitApplied(node, end);
      }
      Map<Long, String> held = heldBy(node);
      List<Long> missing =
          acknowledged.keySet().stream().filter(id -> !held.containsKey(id)).sorted().toList();
      assertEquals(List.of(), missing, () -> "acknowledged and not on " + node);
      acknowledged.forEach(
          (id, body) -> assertEquals(body, held.get(id), () -> id + " on " + node));
    }
  }

  private void awaitApplied(String node, String end) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!hasApplied(node, end)) {
      if (System.nanoTime() > until) {
        fail(node + " never applied " + end);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** A node that does not answer has not: one that led may take seconds to follow. */
  private boolean hasApplied(String node, String end) {
    try {
      return asked(node, "SELECT pg_last_wal_replay_lsn() >= '" + end + "'::pg_lsn").equals("t");
    } catch (SQLException e) {
      return false;
    }
  }

  private Map<Long, String> heldBy(String node) throws SQLException {
    Map<Long, String> held = new HashMap<>();
    try (Connection connection = cluster.connect(cluster.port(node), LIMIT);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, body FROM signals")) {
      while (rows.next()) {
        held.put(rows.getLong(1), rows.getString(2));
      }
    }
    return held;
  }

  private String asked(String node, String sql) throws SQLException {
    try (Connection connection = cluster.connect(cluster.port(node), LIMIT);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
