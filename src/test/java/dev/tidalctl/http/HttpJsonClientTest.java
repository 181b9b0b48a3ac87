package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One request to one endpoint: deadlines, tokens, sizes. */
@Timeout(30)
final class HttpJsonClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);

  private final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aBlackHoleIsLostAtItsDeadline() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    long start = System.nanoTime();

    JsonAnswer answer = send(client(Optional.empty()), JsonRequest.get("/x", SHORT));

    assertEquals(new JsonAnswer.Lost(endpoint() + ": no answer in time"), answer);
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void aDeadlineBeforeTheConnectionIsNotSent() throws IOException {
    // A TLS client that is never answered is still shaking hands: nothing of the request was sent.
    try (java.net.ServerSocket silent =
        new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      try (HttpJsonClient client =
          new HttpJsonClient(
              HttpSettings.of(List.of(endpoint), Optional.empty(), Optional.empty()), Map.of())) {
        assertEquals(
            new JsonAnswer.NotSent(endpoint + ": no connection in time"),
            client.send(endpoint, change(SHORT)));
      }
    }
  }

  @Test
  void aBodyBeyondTheCapIsNotRead() {
    server.enqueue(json("\"" + "x".repeat(3000) + "\""));
    HttpJsonClient client =
        new HttpJsonClient(
            new HttpSettings(List.of(endpoint()), Optional.empty(), Optional.empty(), LONG, 2048),
            Map.of());

    assertEquals(
        new JsonAnswer.Lost(endpoint() + ": its answer (HTTP 200) is larger than 2 KiB"),
        send(client, JsonRequest.get("/x", LONG)));
  }

  @Test
  void aBodyThatNamesAMemberTwiceIsNoJson() {
    server.enqueue(json("{\"a\":1,\"a\":2}"));

    assertInstanceOf(
        JsonAnswer.Lost.class, send(client(Optional.empty()), JsonRequest.get("/x", LONG)));
  }

  @Test
  void anAnswerCutShortIsLost() {
    server.enqueue(
        json("{\"a\":\"" + "x".repeat(5000) + "\"}")
            .newBuilder()
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertInstanceOf(JsonAnswer.Lost.class, send(client(Optional.empty()), change(LONG)));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void aTokenIsReadAnewWhenItIsNoLongerAccepted() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    server.enqueue(json("{}"));
    server.enqueue(new MockResponse(401, Headers.of(), ""));
    server.enqueue(json("{}"));
    HttpJsonClient client = client(Optional.of(new TokenSource.InFile(file)));

    assertInstanceOf(JsonAnswer.Answered.class, send(client, change(LONG)));
    Files.writeString(file, "second\n");
    assertInstanceOf(JsonAnswer.Answered.class, send(client, change(LONG)));

    assertEquals("Bearer first", authorization());
    assertEquals("Bearer first", authorization());
    assertEquals("Bearer second", authorization());
  }

  @Test
  void theSameTokenIsNotSentASecondTime() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "only\n");
    server.enqueue(new MockResponse(401, Headers.of(), ""));

    assertEquals(
        new JsonAnswer.NotSent(endpoint() + " does not accept the token of the token file " + file),
        send(client(Optional.of(new TokenSource.InFile(file))), change(LONG)));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void whoWantsATokenAndGetsNoneSaysSo() {
    server.enqueue(new MockResponse(401, Headers.of(), ""));

    assertEquals(
        new JsonAnswer.NotSent(endpoint() + " asks for a token, and none is configured"),
        send(client(Optional.empty()), change(LONG)));
  }

  @Test
  void aTokenThatCannotBeReadStopsTheRequest() {
    Path file = folder.resolve("none");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint() + " was not asked: the token file " + file + " does not exist"),
        send(client(Optional.of(new TokenSource.InFile(file))), change(LONG)));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void aTokenIsNotSentInTheOpenToAnotherMachine() {
    URI far = URI.create("http://cp-1.example:7400");
    HttpJsonClient client =
        new HttpJsonClient(
            HttpSettings.of(
                List.of(far), Optional.empty(), Optional.of(new TokenSource.InEnvironment("T"))),
            Map.of("T", "secret"));

    JsonAnswer answer = client.send(far, change(LONG));

    assertEquals(
        new JsonAnswer.NotSent(
            far
                + " was not asked: the token of the environment variable T is not sent over plain"
                + " http to another machine; use https"),
        answer);
  }

  @Test
  void withoutATokenNoneIsSent() throws Exception {
    server.enqueue(json("{}"));

    send(client(Optional.empty()), change(LONG));

    assertNull(server.takeRequest().getHeaders().get("Authorization"));
  }

  @Test
  void headersThatMayBeSecretAreNotLogged() {
    assertEquals(
        "{authorization=***, content-type=application/json, tidal-fencing-token=***}",
        HttpLog.redacted(
            Headers.of(
                "Authorization",
                "Bearer secret",
                "Content-Type",
                "application/json",
                "Tidal-Fencing-Token",
                "5")));
  }

  private HttpJsonClient client(Optional<TokenSource> token) {
    return new HttpJsonClient(
        HttpSettings.of(List.of(endpoint()), Optional.empty(), token), Map.of());
  }

  private JsonAnswer send(HttpJsonClient client, JsonRequest request) {
    try (client) {
      return client.send(endpoint(), request);
    }
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private String authorization() throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    return String.valueOf(request.getHeaders().get("Authorization"));
  }

  private static JsonRequest change(Duration limit) {
    return new JsonRequest("POST", "/x", Map.of(), Optional.empty(), limit);
  }

  private static MockResponse json(String body) {
    return new MockResponse(200, Headers.of("Content-Type", "application/json"), body);
  }
}
