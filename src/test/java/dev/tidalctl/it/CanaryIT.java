package dev.tidalctl.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Misbehaviour;
import dev.tidalctl.testing.hostile.SoundApi;
import dev.tidalctl.testing.postgres.ScriptedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets go to whom they are meant for, and nowhere else: not into what is printed, nor into
 * anything that a run leaves behind, nor into a command line that all users of a machine can read.
 */
@Order(1)
final class CanaryIT {
  private static final String TOKEN = "canary-token-5d1c";
  private static final String PASSWORD = "canary-password-93ab";
  private static final String LAST_RUN = "THE-LAST-RUN";
  private static final Map<String, String> LOUD =
      Map.of("TIDALCTL_JAVA_OPTS", "-Dorg.slf4j.simpleLogger.log.dev.tidalctl.http=trace");

  @TempDir private static Path folder;

  private static RealSandbox sandbox;

  /** Where a secret comes from. */
  enum Source {
    FILE {
      @Override
      String words(String kind, String secret) throws Exception {
        return kind + "File: " + secretFile(kind, secret);
      }
    },
    ENVIRONMENT {
      @Override
      String words(String kind, String secret) {
        return kind + "Env: CANARY_" + kind;
      }
    },
    COMMAND {
      @Override
      String words(String kind, String secret) throws Exception {
        return kind + "Exec: [cat, " + secretFile(kind, secret) + "]";
      }
    };

    abstract String words(String kind, String secret) throws Exception;

    private static Path secretFile(String kind, String secret) throws Exception {
      Path file = Files.writeString(folder.resolve(kind), secret + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("stage"), 2);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @Test
  void aPlantedOneIsFound() throws Exception {
    Path planted = Files.createDirectories(folder.resolve("planted/runs"));
    Files.write(planted.resolve("journal"), ("\0\1 token " + TOKEN).getBytes(UTF_8));
    Process process = new ProcessBuilder("sh", "-c", "read x; : " + PASSWORD).start();
    try (Canary canary = Canary.watchFor(TOKEN, PASSWORD)) {
      canary.lookOnce();

      assertEquals(1, canary.filesUnder(folder.resolve("planted")).size());
      assertEquals(Set.of("sh -c read x; : " + PASSWORD + " "), canary.seenInProcesses());
      assertTrue(canary.isIn("Authorization: Bearer " + TOKEN));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void aClusterIsLookedAtAndDrainedWithoutShowingThem(Source source) throws Exception {
    assertNowhereSeen(
        source,
        List.of(
            List.of("check", "--debug"),
            List.of("check", "-o", "json"),
            List.of("status", "-o", "json"),
            List.of("drain", "node-1", "-v", "--debug", "--reason", "disk"),
            List.of("rejoin", "node-1", "-o", "ndjson", "--debug")));
  }

  @Test
  void aClusterIsRolledAndReportedOnWithoutShowingThem() throws Exception {
    List<Outcome> outcomes =
        assertNowhereSeen(
            Source.COMMAND,
            List.of(
                List.of("status", "-v", "--debug"),
                List.of("roll", "--to", "2.0.0", "--dry-run", "-v"),
                List.of("roll", "--to", "2.0.0", "--yes", "-o", "ndjson", "-v", "--debug"),
                List.of("runs", "-o", "json"),
                List.of("report", LAST_RUN),
                List.of("report", LAST_RUN, "-o", "json"),
                List.of("runs", "close", LAST_RUN, "--debug"),
                List.of("unlock", "--run", LAST_RUN, "--debug")));

    outcomes.get(2).exits(0);
    outcomes.get(5).exits(0).says("\"complete\"");
  }

  private static List<Outcome> assertNowhereSeen(Source source, List<List<String>> commands)
      throws Exception {
    try (ScriptedPostgres service = new ScriptedPostgres();
        Canary canary = Canary.watchFor(TOKEN, PASSWORD);
        Launcher launcher = new Launcher()) {
      service.wantPassword(PASSWORD);
      service.answer(
          "SELECT 1", new ScriptedPostgres.Answer.Rows(List.of("one"), List.of(List.of("1"))));
      Path file = clusterFile(source, service);
      List<Outcome> outcomes = new ArrayList<>();
      String lastRun = "";
      for (List<String> command : commands) {
        List<String> words = new ArrayList<>(command);
        Collections.replaceAll(words, LAST_RUN, lastRun);
        Outcome outcome = run(launcher, file, words);
        lastRun = command.contains("--yes") ? runOf(outcome.out()) : lastRun;
        outcomes.add(outcome);
      }

      assertTrue(service.logins() > 0, "the password was never used");
      assertTrue(
          outcomes.stream().anyMatch(outcome -> outcome.err().contains("authorization=***")),
          "no header was logged");
      outcomes.forEach(outcome -> assertFalse(canary.isIn(outcome.toString()), outcome::toString));
      assertEquals(List.of(), canary.filesUnder(folder.resolve("stage")));
      assertEquals(Set.of(), canary.seenInProcesses());
      return outcomes;
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void aControlPlaneThatRepeatsItIsNotBelieved(Source source) throws Exception {
    try (HostileServer server = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = withToken(FakeCluster.file(folder, server), source);
      server.turn(
          new Misbehaviour.Answers(
              SoundApi.json(403, "{\"title\":\"No\",\"detail\":\"not with " + TOKEN + "\"}"),
              false));

      Outcome status = run(launcher, file, List.of("status", "-o", "json", "--debug"));
      Outcome drain = run(launcher, file, List.of("drain", "node-1", "-v"));

      assertTrue(
          server.received().stream().anyMatch(r -> r.head().contains("Bearer " + TOKEN)),
          "it never got it");
      status.says("not with ***");
      assertFalse((status.toString() + drain).contains(TOKEN), () -> status.toString() + drain);
    }
  }

  @Test
  void aRedirectToAnotherHostNeverGetsIt() throws Exception {
    try (HostileServer server = new HostileServer();
        HostileServer elsewhere = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = withToken(FakeCluster.file(folder, server), Source.ENVIRONMENT);
      String there = "http://localhost:" + elsewhere.endpoint().getPort();
      server.turn(
          new Misbehaviour.Answers(
              "HTTP/1.1 307 See\r\nLocation: " + there + "/v1/cluster\r\nContent-Length: 0\r\n\r\n",
              false));

      run(launcher, file, List.of("status")).exits(7).says("redirects to " + there);
      run(launcher, file, List.of("drain", "node-1")).exits(7);

      assertFalse(server.received().isEmpty());
      assertEquals(List.of(), elsewhere.received());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"302 Found", "307 Temporary Redirect"})
  void aRedirectByPatroniToAnotherHostNeverGetsIt(String status) throws Exception {
    try (HostileServer server = new HostileServer();
        HostileServer elsewhere = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = FakeCluster.underPatroni(folder, server, Source.FILE.words("password", PASSWORD));
      String there = "http://localhost:" + elsewhere.endpoint().getPort();
      server.turn(
          new Misbehaviour.Answers(
              "HTTP/1.1 %s\r\nLocation: %s/patroni\r\nContent-Length: 0\r\n\r\n"
                  .formatted(status, there),
              false));

      run(launcher, file, List.of("status")).exits(7).says("redirects to " + there);
      run(launcher, file, List.of("check")).exits(7).says("redirects to " + there);

      assertTrue(
          server.received().stream().anyMatch(r -> r.head().contains("Authorization: Basic")),
          "it never got it");
      assertEquals(List.of(), elsewhere.received());
    }
  }

  @Test
  void itIsNotSentOverPlainHttpToAnotherMachine() throws Exception {
    try (HostileServer server = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = withToken(FakeCluster.file(folder, server), Source.ENVIRONMENT);
      Files.writeString(
          file,
          Files.readString(file)
              .replace(server.endpoint().toString(), "http://cp-1.example.invalid:7400"));

      run(launcher, file, List.of("status"))
          .exits(7)
          .says("is not sent over plain http to another machine; use https");
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefusedWithTheRemedy() throws Exception {
    try (HostileServer server = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = withToken(FakeCluster.file(folder, server), Source.FILE);
      Path secret = folder.resolve("token");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));

      run(launcher, file, List.of("status")).exits(7).says("chmod 600 " + secret);

      assertEquals(List.of(), server.received());
    }
  }

  private static Outcome run(Launcher launcher, Path file, List<String> arguments)
      throws Exception {
    Map<String, String> environment =
        Stream.of(LOUD, Map.of("CANARY_token", TOKEN, "CANARY_password", PASSWORD))
            .flatMap(each -> each.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return launcher
        .start(
            environment,
            Stream.concat(arguments.stream(), Stream.of("--cluster", file.toString()))
                .toArray(String[]::new))
        .await();
  }

  /** The run that the last report in a text tells of. */
  private static String runOf(String text) {
    return text.lines().toList().getLast().replaceFirst(".*\"runId\":\"([^\"]+)\".*", "$1");
  }

  private static Path clusterFile(Source source, ScriptedPostgres service) throws Exception {
    Path file =
        sandbox.clusterFileWith(
            source + ".yaml",
            "(?m)^probe: .*$",
            "probe: { interval: 200ms, timeout: 5s, sql: { address: \"127.0.0.1:%d\", user: app, %s } }"
                .formatted(service.address().port(), source.words("password", PASSWORD)));
    return withToken(file, source);
  }

  private static Path withToken(Path file, Source source) throws Exception {
    String auth = "auth: { " + source.words("token", TOKEN) + " }";
    String text = Files.readString(file);
    String edited =
        text.replaceFirst("(?m)^  endpoints: .*$", "$0\n  " + auth)
            .replaceFirst("(endpoints: \\[[^]]*]) }", "$1, " + auth + " }");
    assertFalse(edited.equals(text), text);
    return Files.writeString(file, edited);
  }
}
