package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Misbehaviour;
import dev.tidalctl.testing.hostile.Received;
import dev.tidalctl.testing.hostile.SoundApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator sees of a control plane that misbehaves. */
final class HostileControlPlaneIT {
  private static final String NOW = "Content-Length: 0\r\nRetry-After: 0\r\n\r\n";

  private static final int SIDE_BY_SIDE = 4;
  private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

  @TempDir private static Path folder;

  /**
   * One scene.
   *
   * @param how it misbehaves
   * @param sound which requests are served all the same
   * @param arguments of tidalctl
   * @param code that it exits with
   * @param says what it says
   */
  record Scene(
      Misbehaviour how, Predicate<Received> sound, List<String> arguments, int code, String says) {
    @Override
    public String toString() {
      return String.join(" ", arguments) + ", " + how.getClass().getSimpleName() + ", " + says;
    }
  }

  static Stream<Scene> scenes() {
    List<String> status = List.of("status");
    List<String> check = List.of("check");
    List<String> drain = List.of("drain", "node-1", "--timeout", "3s");
    return Stream.of(
        answers(
            "HTTP/1.1 503 Busy\r\n" + NOW, HostileControlPlaneIT::reads, drain, 7, "(HTTP 503)"),
        new Scene(
            new Misbehaviour.Refuses(), HostileControlPlaneIT::none, status, 7, "no connection"),
        new Scene(
            new Misbehaviour.Refuses(), HostileControlPlaneIT::none, drain, 7, "no connection"),
        new Scene(
            new Misbehaviour.Refuses(), HostileControlPlaneIT::none, check, 7, "no connection"),
        new Scene(
            new Misbehaviour.NeverAnswers(),
            HostileControlPlaneIT::none,
            status,
            7,
            "no answer in time"),
        new Scene(
            new Misbehaviour.Drips("HTTP/1.1 200 OK\r\n", "X-Slow: indeed"),
            HostileControlPlaneIT::none,
            check,
            7,
            "no answer in time"),
        answers(
            "SSH-2.0-OpenSSH_9.6\r\n",
            HostileControlPlaneIT::none,
            status,
            7,
            "is not proper HTTP"),
        answers(
            "HTTP/1.1 401 Who\r\n" + NOW,
            HostileControlPlaneIT::none,
            check,
            7,
            "asks for credentials"),
        answers(
            "HTTP/1.1 307 See\r\nLocation: http://127.0.0.1:9/\r\n" + NOW,
            HostileControlPlaneIT::none,
            status,
            7,
            "redirects to http://127.0.0.1:9/"),
        answers(
            SoundApi.json(200, "[".repeat(99_999)),
            HostileControlPlaneIT::none,
            check,
            7,
            "can't be read as JSON"),
        answers(
            SoundApi.json(200, "[" + "{},".repeat(2_700_000) + "{}]"),
            HostileControlPlaneIT::none,
            status,
            7,
            "can't be read as JSON"),
        new Scene(
            new Misbehaviour.Floods(
                SoundApi.head(200, "application/json", 10_000_000_000L), "[1],".repeat(9999)),
            HostileControlPlaneIT::none,
            status,
            7,
            "is larger than"),
        answers(
            "HTTP/1.1 429 Much\r\n" + NOW, HostileControlPlaneIT::reads, drain, 4, "(HTTP 429)"),
        answers(
            "HTTP/1.1 503 Busy\r\n" + NOW,
            HostileControlPlaneIT::allButRouting,
            drain,
            6,
            "node-1"));
  }

  /** Most of their time they wait, so they are played side by side. */
  @BeforeAll
  static void play() throws InterruptedException, ExecutionException {
    List<Scene> scenes = scenes().toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<Future<Outcome>> playing =
          scenes.stream().map(scene -> threads.submit(() -> played(scene))).toList();
      for (int i = 0; i < scenes.size(); i++) {
        OUTCOMES.put(scenes.get(i).toString(), playing.get(i).get());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void endsWithItsExitCodeAndSaysWhy(Scene scene) {
    Outcome outcome = Objects.requireNonNull(OUTCOMES.get(scene.toString()));

    outcome.exits(scene.code()).says(scene.says());
    assertTrue(!outcome.err().contains("\tat "), outcome::toString);
  }

  private static Outcome played(Scene scene) throws Exception {
    try (HostileServer server = new HostileServer();
        Launcher launcher = new Launcher()) {
      Path file = FakeCluster.file(folder, server);
      server.turn(scene.how(), scene.sound());
      Outcome outcome =
          launcher.run(
              Stream.concat(scene.arguments().stream(), Stream.of("--cluster", file.toString()))
                  .toArray(String[]::new));
      boolean drains = scene.arguments().contains("drain");
      assertTrue(
          drains || server.received().stream().noneMatch(Received::changes), outcome::toString);
      return outcome;
    }
  }

  private static boolean none(Received request) {
    return false;
  }

  private static boolean reads(Received request) {
    return !request.changes();
  }

  private static boolean allButRouting(Received request) {
    return !request.target().endsWith("/routing");
  }

  private static Scene answers(
      String answer, Predicate<Received> sound, List<String> arguments, int code, String says) {
    return new Scene(new Misbehaviour.Answers(answer, false), sound, arguments, code, says);
  }
}
