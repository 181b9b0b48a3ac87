package dev.tidalctl.pg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.etcd.RealEtcd;
import dev.tidalctl.it.Canary;
import dev.tidalctl.it.Launcher;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The passwords of Patroni's API, of PgBouncer's and PostgreSQL's user and of etcd's, all in use in
 * a drain, a rejoin and a roll, are in nothing that is printed, left behind or seen by others.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class PatroniCanaryIT {
  private static final String ETCD = "canary-etcd-6b1d";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> LOUD =
      Map.of("TIDALCTL_JAVA_OPTS", "-Dorg.slf4j.simpleLogger.log.dev.tidalctl.http=trace");

  @TempDir private Path folder;

  @Test
  void secretsInUseAreSeenNowhere() throws Exception {
    try (RealPostgres cluster = RealPostgres.up();
        RealEtcd etcd = RealEtcd.start(folder, 1, "http", "--auth-token", "simple");
        Launcher launcher = new Launcher()) {
      String token = guarded(etcd);
      String rest = Files.readString(cluster.dir().resolve("secrets/rest")).strip();
      String ops = Files.readString(cluster.dir().resolve("secrets/ops")).strip();
      Path file = clusterFile(cluster, etcd);
      Path state = cluster.dir().resolve("state");
      try (Canary canary = Canary.watchFor(rest, ops, ETCD)) {
        foundWherePlanted(canary, etcd, token, rest);

        List<Outcome> outcomes = work(launcher, file, cluster.follower());

        outcomes.getLast().exits(0).says("\"complete\"");
        assertTrue(
            outcomes.stream().anyMatch(o -> o.err().contains("authorization=***")), "was not loud");
        outcomes.forEach(
            outcome -> assertFalse(canary.isIn(outcome.toString()), outcome::toString));
        assertTrue(Files.isDirectory(state), "nothing was left behind to look at");
        assertEquals(List.of(), canary.filesUnder(state));
        String kept = dump(etcd, token);
        assertTrue(kept.contains("RunStarted"), () -> "no journal in " + kept);
        assertFalse(canary.isIn(kept), kept);
        assertEquals(Set.of(), canary.seenInProcesses());
      }
    }
  }

  private static List<Outcome> work(Launcher launcher, Path file, String follower)
      throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    List<List<String>> commands =
        List.of(
            List.of("check", "--debug"),
            List.of("status", "-o", "json", "--debug"),
            List.of("drain", follower, "-v", "--debug"),
            List.of("rejoin", follower, "-o", "ndjson", "--debug"),
            List.of("roll", "--to", "2.0.0", "--yes", "-o", "ndjson", "-v", "--debug"));
    for (List<String> command : commands) {
      outcomes.add(run(launcher, file, command).exits(0));
    }
    String run =
        JSON.readTree(outcomes.getLast().out().lines().toList().getLast()).path("runId").asText();
    outcomes.add(run(launcher, file, List.of("runs", "--debug")));
    outcomes.add(run(launcher, file, List.of("report", run, "--debug")));
    outcomes.add(run(launcher, file, List.of("report", run, "-o", "json")));
    return outcomes;
  }

  private static Outcome run(Launcher launcher, Path file, List<String> command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--cluster", file.toString()));
    return launcher.start(LOUD, words.toArray(String[]::new)).await();
  }

  private static void foundWherePlanted(Canary canary, RealEtcd etcd, String token, String secret)
      throws Exception {
    String key = base64("/planted");
    call(etcd, "kv/put", token, "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, base64(secret)));
    assertTrue(canary.isIn(dump(etcd, token)), "the search in etcd finds nothing");
    call(etcd, "kv/deleterange", token, "{\"key\":\"%s\"}".formatted(key));
    assertFalse(canary.isIn(dump(etcd, token)));
  }

  private static Path clusterFile(RealPostgres cluster, RealEtcd etcd) throws IOException {
    Path secret = Files.writeString(cluster.dir().resolve("secrets/etcd"), ETCD + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return cluster.clusterFileWith(
        "canary.yaml",
        "(?m)^state: .*$",
        "state: { dir: state, etcd: { endpoints: [\"%s\"], auth: { user: root, passwordFile: secrets/etcd } } }"
            .formatted(etcd.endpoints().getFirst()));
  }

  /** Has etcd ask for the password; a token for this test. */
  private static String guarded(RealEtcd etcd) throws Exception {
    etcd.await(() -> answers(etcd));
    call(etcd, "auth/user/add", "", "{\"name\":\"root\",\"password\":\"%s\"}".formatted(ETCD));
    call(etcd, "auth/role/add", "", "{\"name\":\"root\"}");
    call(etcd, "auth/user/grant", "", "{\"user\":\"root\",\"role\":\"root\"}");
    call(etcd, "auth/enable", "", "{}");
    String login = "{\"name\":\"root\",\"password\":\"%s\"}".formatted(ETCD);
    return call(etcd, "auth/authenticate", "", login).path("token").asText();
  }

  private static boolean answers(RealEtcd etcd) {
    try {
      return call(etcd, "maintenance/status", "", "{}").has("version");
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All keys and values. */
  private static String dump(RealEtcd etcd, String token) throws Exception {
    String all = base64("\0");
    StringBuilder text = new StringBuilder();
    for (JsonNode pair :
        call(etcd, "kv/range", token, "{\"key\":\"%s\",\"range_end\":\"%s\"}".formatted(all, all))
            .path("kvs")) {
      for (String part : List.of("key", "value")) {
        text.append(new String(Base64.getDecoder().decode(pair.path(part).asText()), UTF_8));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static JsonNode call(RealEtcd etcd, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(etcd.endpoints().getFirst() + "/v3/" + path))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
      return JSON.readTree(answer.body());
    }
  }
}
