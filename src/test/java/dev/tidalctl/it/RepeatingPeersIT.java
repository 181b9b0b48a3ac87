package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers of the driver for Patroni that repeat the secrets they are sent: Patroni, etcd, PgBouncer
 * and PostgreSQL. What they say is found as long as it is nobody's secret, and never when it is
 * ours.
 */
final class RepeatingPeersIT {
  private static final Set<String> ALL =
      Set.of(
          RepeatingPeers.REST,
          RepeatingPeers.ETCD,
          RepeatingPeers.TOKEN,
          RepeatingPeers.CONSOLE,
          RepeatingPeers.SQL);

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("check", "--debug"),
          List.of("check", "-o", "json"),
          List.of("status", "-v", "--debug"),
          List.of("status", "-o", "json"),
          List.of("drain", "n2", "-v", "--debug"),
          List.of("roll", "--yes", "-v", "--debug"),
          List.of("runs", "-o", "json", "--debug"),
          List.of("unlock", "--run", "20260101-000000-aaaa", "--debug"));

  @TempDir private Path folder;

  @Test
  void whatIsNobodysSecretIsFound() throws Exception {
    try (RepeatingPeers peers = new RepeatingPeers(folder)) {
      String shown =
          String.join(
              "\n",
              all(
                  peers,
                  Map.of(
                      "CANARY_REST", "another-one",
                      "CANARY_ETCD", "another-one",
                      "CANARY_CONSOLE", "another-one",
                      "CANARY_SQL", "another-one")));

      // The token is ours as soon as it is got, wherever it comes from.
      for (String each : ALL) {
        assertEquals(!each.equals(RepeatingPeers.TOKEN), shown.contains(each), each + "\n" + shown);
      }
    }
  }

  @Test
  void whatIsOursIsFoundNowhere() throws Exception {
    try (RepeatingPeers peers = new RepeatingPeers(folder);
        Canary canary = Canary.watchFor(ALL.toArray(String[]::new))) {
      peers.askPostgresForPassword();

      List<String> shown =
          all(
              peers,
              Map.of(
                  "CANARY_REST", RepeatingPeers.REST,
                  "CANARY_ETCD", RepeatingPeers.ETCD,
                  "CANARY_CONSOLE", RepeatingPeers.CONSOLE,
                  "CANARY_SQL", RepeatingPeers.SQL));

      assertEquals(ALL, peers.seen(), "all were sent to whom they are meant for");
      assertTrue(shown.stream().anyMatch(words -> words.contains("not with ***")), "was repeated");
      assertTrue(shown.stream().anyMatch(words -> words.contains("authorization=***")), "was loud");
      shown.forEach(words -> assertFalse(canary.isIn(words), words));
      Files.deleteIfExists(folder.resolve("came-with"));
      Files.delete(folder.resolve("psql"));
      assertEquals(List.of(), canary.filesUnder(folder));
      assertEquals(Set.of(), canary.seenInProcesses());
    }
  }

  private List<String> all(RepeatingPeers peers, Map<String, String> secrets) throws Exception {
    Path file = peers.clusterFile("cluster.yaml");
    Map<String, String> environment = new HashMap<>(secrets);
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    environment.put("TIDALCTL_JAVA_OPTS", "-Dorg.slf4j.simpleLogger.log.dev.tidalctl.http=trace");
    List<String> shown = new ArrayList<>();
    try (Launcher launcher = new Launcher()) {
      for (List<String> command : COMMANDS) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--cluster", file.toString()));
        shown.add(launcher.start(environment, words.toArray(String[]::new)).await().toString());
      }
    }
    return shown;
  }
}
