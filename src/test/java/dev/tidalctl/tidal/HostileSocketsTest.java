package dev.tidalctl.tidal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Goldens;
import dev.tidalctl.testing.hostile.HostileServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the port against every {@link Hostility} on real sockets: no change is sent twice,
 * every call ends within its limit, and the reply is true. What exactly is said stands in the
 * golden {@code hostile-sockets.txt}.
 *
 * <p>All calls are made at once: most of the time they wait.
 */
final class HostileSocketsTest {
  /** For the machine, which makes a thousand calls meanwhile. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final Set<PortCall> ONE_OF_A_KIND =
      EnumSet.of(PortCall.LOOK, PortCall.FLOOR, PortCall.ROUTING, PortCall.TAKE, PortCall.SHIP);

  private static final long READ_AT_MOST = 32L << 20;

  private static final Map<Hostility, List<HostileTrial.Result>> RESULTS = new LinkedHashMap<>();
  private static int followed;

  @BeforeAll
  static void callAll() throws IOException, InterruptedException, ExecutionException {
    try (HostileServer elsewhere = new HostileServer();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Semaphore slow = new Semaphore(Integer.MAX_VALUE);
      Semaphore quick = new Semaphore(8);
      Semaphore floods = new Semaphore(2);
      List<Future<HostileTrial.Result>> running = new ArrayList<>();
      for (HostileTrial trial : trials(elsewhere.endpoint().toString())) {
        Semaphore gate =
            trial.hostility().slow() ? slow : trial.hostility().floods() ? floods : quick;
        running.add(threads.submit(within(gate, trial)));
      }
      for (Future<HostileTrial.Result> result : running) {
        HostileTrial.Result ended = result.get();
        RESULTS.computeIfAbsent(ended.trial().hostility(), h -> new ArrayList<>()).add(ended);
      }
      followed = elsewhere.received().size();
    }
  }

  @AfterAll
  static void forget() {
    RESULTS.clear();
  }

  static Stream<Hostility> hostilities() {
    return RESULTS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("hostilities")
  void noChangeIsSentTwice(Hostility hostility) {
    for (HostileTrial.Result result : resultsOf(hostility)) {
      boolean turnedAway = hostility.truth() == Hostility.Truth.NOT_TAKEN;
      assertTrue(result.changes() <= 1, result::toString);
      assertTrue(turnedAway || result.changes() + result.elsewhere() <= 1, result::toString);
      assertTrue(result.elsewhere() <= 1, result::toString);
      if (result.trial().setting() == HostileTrial.Setting.FROM_THE_START
          && hostility.truth() != Hostility.Truth.DONE) {
        assertEquals(0, result.changes(), () -> "nobody spoke for the cluster: " + result);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hostilities")
  void everyCallEndsWithinItsLimit(Hostility hostility) {
    for (HostileTrial.Result result : resultsOf(hostility)) {
      Duration limit =
          switch (result.trial().setting()) {
            case AFTER_A_LOOK, FROM_THE_START -> result.trial().call().limit();
            case BESIDE_A_SOUND_ONE -> result.trial().call().limit().plus(Looks.AT_ONCE);
          };
      assertTrue(result.taken().compareTo(limit.plus(SLACK)) < 0, result::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("hostilities")
  void theReplyIsTrueAndSaysWhere(Hostility hostility) {
    for (HostileTrial.Result result : resultsOf(hostility)) {
      assertTrue(expected(result.trial()).contains(kind(result.reply())), result::toString);
      String words = words(result.reply());
      assertTrue(
          result.reply() instanceof Reply.Ok || words.contains("http://127."), result::toString);
      assertTrue(words.chars().noneMatch(Character::isISOControl), result::toString);
      assertFalse(words.contains("s3cret"), result::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("hostilities")
  void noMoreIsReadThanMatters(Hostility hostility) {
    for (HostileTrial.Result result : resultsOf(hostility)) {
      assertTrue(result.flooded() < READ_AT_MOST, result::toString);
      assertTrue(result.asked() <= 4, result::toString);
    }
  }

  @Test
  void noRedirectIsFollowed() {
    assertEquals(0, followed);
  }

  @Test
  void whatIsSaid() {
    List<String> table = new ArrayList<>();
    RESULTS.forEach(
        (hostility, results) -> {
          Map<String, List<String>> callsByReply = new LinkedHashMap<>();
          results.stream()
              .filter(r -> r.trial().setting() == HostileTrial.Setting.AFTER_A_LOOK)
              .forEach(
                  r ->
                      callsByReply
                          .computeIfAbsent(shown(r.reply()), reply -> new ArrayList<>())
                          .add(r.trial().call().toString()));
          table.add(hostility + " [" + hostility.truth() + "]");
          callsByReply.forEach(
              (reply, calls) -> {
                table.add("  " + String.join(", ", calls));
                table.add("    " + reply);
              });
        });
    Goldens.check("hostile-sockets.txt", table);
  }

  private static List<HostileTrial.Result> resultsOf(Hostility hostility) {
    return Objects.requireNonNull(RESULTS.get(hostility));
  }

  private static List<HostileTrial> trials(String elsewhere) {
    List<HostileTrial> trials = new ArrayList<>();
    for (Hostility hostility : Hostility.all(elsewhere)) {
      for (PortCall call : PortCall.values()) {
        for (HostileTrial.Setting setting : HostileTrial.Setting.values()) {
          if (setting == HostileTrial.Setting.AFTER_A_LOOK || ONE_OF_A_KIND.contains(call)) {
            trials.add(new HostileTrial(hostility, call, setting));
          }
        }
      }
    }
    return trials;
  }

  private static Callable<HostileTrial.Result> within(Semaphore gate, HostileTrial trial) {
    return () -> {
      gate.acquire();
      try {
        return trial.run();
      } finally {
        gate.release();
      }
    };
  }

  /** The kinds of reply that are true. */
  private static Set<String> expected(HostileTrial trial) {
    Hostility.Truth truth = trial.hostility().truth();
    PortCall call = trial.call();
    if (truth == Hostility.Truth.DONE) {
      return set("Ok");
    }
    boolean sound = trial.setting() == HostileTrial.Setting.BESIDE_A_SOUND_ONE;
    if (!call.changes()) {
      return reads(trial, sound);
    }
    if (trial.setting() == HostileTrial.Setting.FROM_THE_START) {
      return set("Unreachable");
    }
    return switch (truth) {
      case NOT_TAKEN -> set(sound ? "Ok" : "Unreachable");
      case DECLINED, UNSUPPORTED -> set("Refused");
      case OPEN -> set("Unknown");
      case DONE_BARELY -> set(call.kind() == PortCall.Kind.BARE_CHANGE ? "Ok" : "Unknown");
      case DONE -> set("Ok");
    };
  }

  /** Of a read the core only wants to know whether it saw something. */
  private static Set<String> reads(HostileTrial trial, boolean sound) {
    Hostility.Truth truth = trial.hostility().truth();
    boolean declined = truth == Hostility.Truth.DECLINED || truth == Hostility.Truth.UNSUPPORTED;
    if (trial.call().kind() == PortCall.Kind.READ
        && declined
        && trial.setting() != HostileTrial.Setting.FROM_THE_START) {
      boolean floor = trial.call() == PortCall.FLOOR && truth == Hostility.Truth.UNSUPPORTED;
      return set(floor ? "Ok" : "Refused");
    }
    return sound ? set("Ok") : set("Unknown", "Unreachable");
  }

  private static Set<String> set(String... kinds) {
    return Set.of(kinds);
  }

  private static String kind(Reply<?> reply) {
    return reply.getClass().getSimpleName();
  }

  private static String words(Reply<?> reply) {
    return switch (reply) {
      case Reply.Ok<?>(Object value) -> value.getClass().getSimpleName();
      case Reply.Refused<?>(var refusal) -> refusal.detail();
      case Reply.Unreachable<?>(String why) -> why;
      case Reply.Unknown<?>(String why) -> why;
    };
  }

  /** Without what differs from one run to the next. */
  private static String shown(Reply<?> reply) {
    String code = reply instanceof Reply.Refused<?>(var refusal) ? " " + refusal.code() : "";
    String words =
        words(reply)
            .replaceAll("http://127\\.[0-9.]+:[0-9]+", "CP")
            .replaceAll("(lost before its answer) \\(.*\\)", "$1");
    return kind(reply) + code + (reply instanceof Reply.Ok ? "" : ": " + words);
  }
}
