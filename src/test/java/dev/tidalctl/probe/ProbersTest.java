package dev.tidalctl.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.port.Prober;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One query by HTTP, and one by a command. */
@Timeout(60)
final class ProbersTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final MockWebServer server = new MockWebServer();

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aStatusOf200To299IsAnAnswerAndKeepsTheConnection() throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).body("{\"count\":7}").build());
    server.enqueue(new MockResponse.Builder().code(204).build());
    try (Prober prober = http()) {
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
    }
    RecordedRequest first = server.takeRequest();
    assertEquals("/health?deep=1", first.getTarget());
    assertEquals(first.getConnectionIndex(), server.takeRequest().getConnectionIndex());
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    server.enqueue(new MockResponse.Builder().code(302).addHeader("Location", "/other").build());
    try (Prober prober = http()) {
      assertEquals(
          new ProbeAnswer.Failed("HTTP 302, a redirect that is not followed"), prober.ask(LONG));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void a503IsNotAskedAgainWhateverItSays() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    try (Prober prober = http()) {
      assertEquals(new ProbeAnswer.Failed("HTTP 503"), prober.ask(LONG));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void aConnectionClosedWhileIdleIsNoFailure() throws Exception {
    server.enqueue(
        new MockResponse.Builder().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build());
    server.enqueue(new MockResponse.Builder().build());
    try (Prober prober = http()) {
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
    }
  }

  @Test
  void aBlackHoleFailsAtItsLimitWithoutTheUrlsQuery() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (Prober prober = http()) {
      ProbeAnswer answer = prober.ask(SHORT);
      String why = assertInstanceOf(ProbeAnswer.Failed.class, answer).why();
      assertTrue(why.endsWith(": no answer in time"), why);
      assertFalse(why.contains("deep"), why);
    }
  }

  @Test
  void anEndlessAnswerIsReadNoFurtherThanItsCap() throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).body("x".repeat(10_000_000)).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    try (Prober prober = http()) {
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
      assertInstanceOf(ProbeAnswer.Answered.class, prober.ask(LONG));
    }
  }

  @Test
  void nobodyThereIsAFailure() throws Exception {
    URI gone = server.url("/").uri();
    server.close();
    try (Prober prober = new HttpProber(gone)) {
      String why = assertInstanceOf(ProbeAnswer.Failed.class, prober.ask(LONG)).why();
      assertTrue(why.contains("no connection"), why);
    }
  }

  @Test
  void exitStatusZeroIsAnAnswer() throws Exception {
    assertInstanceOf(ProbeAnswer.Answered.class, exec("true").ask(LONG));
    assertEquals(new ProbeAnswer.Failed("exit status 3"), exec("sh", "-c", "exit 3").ask(LONG));
    assertEquals(
        new ProbeAnswer.Failed("exit status 127"), exec("there-is-no-such-program").ask(LONG));
  }

  @Test
  void wordsReachTheCommandAsTheyAre() throws Exception {
    assertInstanceOf(
        ProbeAnswer.Answered.class, exec("test", "$HOME; exit 1", "=", "$HOME; exit 1").ask(LONG));
  }

  @Test
  void aCommandPastItsLimitIsKilledWithItsDescendants() throws Exception {
    Path pids = folder.resolve("pids");
    Prober hanging = exec("sh", "-c", "sleep 600 & echo $$ $! > " + pids + "; wait");

    assertEquals(
        new ProbeAnswer.Failed("the command took longer than its limit"),
        hanging.ask(Duration.ofSeconds(2)));

    for (String pid : Files.readString(pids).strip().split(" ", -1)) {
      assertTrue(ended(Long.parseLong(pid)), pid);
    }
  }

  @Test
  void muchOutputIsDiscarded() throws Exception {
    assertInstanceOf(
        ProbeAnswer.Answered.class, exec("sh", "-c", "head -c 3000000 /dev/zero").ask(LONG));
  }

  /** Process 1 may take a while to reap it. */
  private static boolean ended(long pid) {
    return ProcessHandle.of(pid)
        .map(p -> p.onExit().thenApply(e -> true).completeOnTimeout(false, 20, TimeUnit.SECONDS))
        .map(gone -> gone.join())
        .orElse(true);
  }

  private Prober http() {
    return new HttpProber(server.url("/health?deep=1").uri());
  }

  private static Prober exec(String... argv) {
    return new ExecProber(List.of(argv));
  }
}
