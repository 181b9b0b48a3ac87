package dev.tidalctl.sandbox.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A load against a scripted gateway. */
@Timeout(30)
@Isolated("it measures what this machine can carry")
final class LoadRunTest {
  private static final int WRITES = 40;

  private final MockWebServer server = new MockWebServer();
  private final CompletableFuture<AckedSignal> firstAcknowledged = new CompletableFuture<>();
  private final CompletableFuture<Boolean> underWay = new CompletableFuture<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsWhatItSentAndReadsBackWhatWasAcknowledged(@TempDir Path folder) throws Exception {
    server.setDispatcher(ScriptedGateway.faultless());

    LoadReport report = load(Duration.ofMillis(2500), 20).run();

    assertEquals(100, report.writesOk());
    assertEquals(0, report.writesFailed());
    assertEquals(0, report.queriesFailed(), () -> report.firstFailures().toString());
    assertTrue(report.queriesOk() >= 5, () -> report.queriesOk() + " queries");
    assertEquals(100, report.acked().size());
    assertEquals(report.acked().getFirst(), firstAcknowledged.join());
    assertTrue(underWay.isDone());
    assertTrue(report.flawless());

    Path file = folder.resolve("load.json");
    LoadReportFile.write(report, file);
    assertEquals(report, LoadReportFile.read(file));
  }

  @Test
  void aRequestThatFailsIsNeverSentAgain() throws Exception {
    ScriptedGateway gateway =
        ScriptedGateway.scripted(
            write ->
                switch (write % 4) {
                  case 0 -> Optional.of(answer(503).setHeader("Retry-After", "0").build());
                  case 1 ->
                      Optional.of(
                          answer(201).onResponseStart(new SocketEffect.CloseSocket()).build());
                  case 2 -> Optional.of(answer(408).build());
                  default -> Optional.empty();
                });
    server.setDispatcher(gateway);

    LoadReport report = load(Duration.ofSeconds(1), 0).run();

    assertEquals(WRITES, gateway.writes(), "each exactly once");
    assertEquals(WRITES / 4, report.writesOk());
    assertEquals(WRITES * 3 / 4, report.writesFailed());
    assertEquals("HTTP 503: ", report.firstFailures().getFirst().reason());
  }

  @Test
  void slowAnswersDelayNoOtherRequest() throws Exception {
    ScriptedGateway gateway =
        ScriptedGateway.scripted(
            write ->
                Optional.of(
                    answer(201)
                        .body("{\"term\":1,\"seqno\":" + (write + 1) + "}")
                        .headersDelay(1200, TimeUnit.MILLISECONDS)
                        .build()));
    server.setDispatcher(gateway);

    LoadReport report = load(Duration.ofSeconds(1), 0).run();

    assertEquals(WRITES, report.writesOk());
    assertEquals(WRITES, report.writesSlow());
    assertTrue(report.longestWriteGapMs() >= 1000, "none succeeded while they were sent");
  }

  @Test
  void contentThatDiffersIsAFailedQuery() throws Exception {
    server.setDispatcher(ScriptedGateway.damaging());

    LoadReport report = load(Duration.ofMillis(2300), 40).run();

    assertEquals(0, report.queriesOk());
    assertTrue(report.queriesFailed() > 0);
    assertTrue(report.firstFailures().getFirst().reason().contains("is different on node-1"));
  }

  @Test
  void stoppingEndsItWithItsReport() throws Exception {
    server.setDispatcher(ScriptedGateway.faultless());
    LoadRun run = load(Duration.ofHours(1), 0);
    CompletableFuture<Void> stopping = firstAcknowledged.thenRun(run::stop);

    LoadReport report = run.run();

    stopping.join();
    assertTrue(report.sentForMs() < 20_000, () -> report.sentForMs() + " ms");
    assertEquals(0, report.writesFailed());
  }

  @Test
  void aGatewayThatIsNotThereIsSeenBeforeAnythingIsSent() {
    URI nobody = server.url("/").uri();
    server.close();
    assertThrows(GatewayUnreachable.class, () -> load(nobody, Duration.ofSeconds(1), 0).run());
  }

  private static MockResponse.Builder answer(int status) {
    return new MockResponse.Builder().code(status);
  }

  private LoadRun load(Duration duration, int queries) throws IOException {
    return load(server.url("/").uri(), duration, queries);
  }

  private LoadRun load(URI gateway, Duration duration, int queries) throws IOException {
    LoadProgress progress =
        new LoadProgress() {
          @Override
          public void running(LoadPlan plan) {}

          @Override
          public void firstAcknowledged(AckedSignal signal) {
            firstAcknowledged.complete(signal);
          }

          @Override
          public void underWay() {
            underWay.complete(true);
          }
        };
    return new LoadRun(
        new LoadPlan(gateway, duration, Duration.ZERO, WRITES, queries, 7), progress);
  }
}
