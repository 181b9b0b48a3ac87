package dev.tidalctl.sandbox.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.load.AckedSignal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The comparison, on scripted nodes. */
@Timeout(30)
final class VerificationTest {
  private static final List<AckedSignal> ACKED =
      List.of(
          new AckedSignal(1, 3, "s-3", "three"),
          new AckedSignal(1, 2, "s-2", "two"),
          new AckedSignal(1, 5, "s-5", "five"));

  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request.getUrl().encodedPath(), request.getUrl().encodedQuery());
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsPageByPageAfterTheNodeHasCaughtUp() throws IOException {
    VerifyReport report = verify(node("whole"));

    assertTrue(report.complete());
    assertEquals(5, report.goalSeqno());
    assertEquals(3, looks.get(), "it asked until the node had applied the goal");
    assertEquals(new NodeVerdict("whole", 5, 3, 0, 0, List.of()), report.nodes().getFirst());
  }

  @Test
  void namesWhatIsMissingOrDifferent() throws IOException {
    VerifyReport report = verify(node("whole"), node("damaged"));

    assertFalse(report.complete());
    assertEquals(1, report.missing());
    assertEquals(1, report.different());
    assertEquals(
        List.of("signal 3 is s-3, with another payload", "signal 2 (s-2) is missing"),
        report.nodes().getLast().firstProblems());
  }

  @Test
  void aNodeThatDoesNotAnswerMissesEverything() throws IOException {
    NodeVerdict verdict = verify(node("dead")).nodes().getFirst();

    assertEquals(3, verdict.missing());
    assertTrue(verdict.firstProblems().getFirst().startsWith("can't be read: HTTP 500"));
  }

  private NodeAddress node(String name) {
    return new NodeAddress(name, server.url("/" + name + "/").uri());
  }

  private VerifyReport verify(NodeAddress... nodes) throws IOException {
    URI control = server.url("/").uri();
    return new Verification(control, List.of(nodes)).of(ACKED, Duration.ofSeconds(20));
  }

  private MockResponse answer(String path, @Nullable String query) {
    return switch (path) {
      case "/v1/cluster" -> json(cluster(looks.incrementAndGet()));
      case "/whole/signals" ->
          json(
              "from=2&to=5".equals(query)
                  ? page(signal(2, "two") + "," + signal(3, "three"), "4")
                  : page(signal(5, "five"), "null"));
      case "/damaged/signals" -> json(page(signal(3, "drei") + "," + signal(5, "five"), "null"));
      default -> new MockResponse.Builder().code(500).build();
    };
  }

  private static String cluster(int look) {
    return """
    {"leaderSeqno":4,"term":1,"observation":%d,"shards":[{"term":1,"appliedSeqno":%d}]}\
    """
        .formatted(look, look + 2);
  }

  private static String page(String signals, String next) {
    return "{\"appliedSeqno\":5,\"signals\":[" + signals + "],\"next\":" + next + "}";
  }

  private static String signal(int seqno, String payload) {
    return "{\"seqno\":%d,\"id\":\"s-%d\",\"payload\":\"%s\"}".formatted(seqno, seqno, payload);
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder().code(200).body(body).build();
  }
}
