package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
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
    Path file = secret("first\n");
    server.enqueue(json("{}"));
    server.enqueue(new MockResponse(401, Headers.of(), ""));
    server.enqueue(json("{}"));
    HttpJsonClient client = client(token(file));

    assertInstanceOf(JsonAnswer.Answered.class, send(client, change(LONG)));
    Files.writeString(file, "second\n");
    assertInstanceOf(JsonAnswer.Answered.class, send(client, change(LONG)));

    assertEquals("Bearer first", authorization());
    assertEquals("Bearer first", authorization());
    assertEquals("Bearer second", authorization());
  }

  @Test
  void theSameTokenIsNotSentASecondTime() throws Exception {
    Path file = secret("only\n");
    server.enqueue(new MockResponse(401, Headers.of(), ""));

    assertEquals(
        new JsonAnswer.NotSent(endpoint() + " does not accept the token of the token file " + file),
        send(client(token(file)), change(LONG)));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void whoWantsCredentialsAndGetsNoneSaysSo() {
    server.enqueue(new MockResponse(401, Headers.of(), ""));

    assertEquals(
        new JsonAnswer.NotSent(endpoint() + " asks for credentials, and none are configured"),
        send(client(Optional.empty()), change(LONG)));
  }

  @Test
  void aTokenThatCannotBeReadStopsTheRequest() {
    Path file = folder.resolve("none");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint() + " was not asked: the token file " + file + " does not exist"),
        send(client(token(file)), change(LONG)));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void aTokenIsNotSentInTheOpenToAnotherMachine() {
    URI far = URI.create("http://cp-1.example:7400");
    HttpJsonClient client =
        new HttpJsonClient(
            HttpSettings.of(
                List.of(far),
                Optional.empty(),
                Optional.of(new Auth.Bearer(new Secret.InEnvironment("T")))),
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
  void aUserWithAPasswordIsSaidTheBasicWay() throws Exception {
    Path file = secret("pass wörd\n");
    server.enqueue(new MockResponse(401, Headers.of(), ""));
    HttpJsonClient client = client(Optional.of(new Auth.Basic("admin", new Secret.InFile(file))));

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint() + " does not accept user admin with the password file " + file),
        send(client, change(LONG)));
    assertEquals(basic("admin:pass wörd"), authorization());
  }

  @Test
  void aPasswordIsReadAnewWhenItIsNoLongerAccepted() throws Exception {
    Path file = secret("first\n");
    server.enqueue(json("{}"));
    server.enqueue(new MockResponse(401, Headers.of(), ""));
    server.enqueue(json("{}"));
    HttpJsonClient client = client(Optional.of(new Auth.Basic("u", new Secret.InFile(file))));

    client.send(endpoint(), change(LONG));
    Files.writeString(file, "second\n");
    assertInstanceOf(JsonAnswer.Answered.class, send(client, change(LONG)));

    assertEquals(
        List.of(basic("u:first"), basic("u:first"), basic("u:second")),
        List.of(authorization(), authorization(), authorization()));
  }

  @Test
  void aTokenOfTheRequestsOwnIsNotSentInTheOpenEither() {
    URI far = URI.create("http://etcd-1.example:2379");

    assertEquals(
        new JsonAnswer.NotSent(
            far
                + " was not asked: the token in use is not sent over plain http to another machine;"
                + " use https"),
        client(Optional.empty()).send(far, withOwnToken()));
  }

  @Test
  void whetherATokenOfTheRequestsOwnIsAcceptedIsItsSendersAffair() {
    server.enqueue(new MockResponse(401, Headers.of(), ""));

    assertEquals(
        new JsonAnswer.Answered(endpoint(), 401, Optional.empty()),
        send(client(Optional.empty()), withOwnToken()));
  }

  @Test
  void aRedirectNeverTakesTheTokenAlong() throws Exception {
    try (MockWebServer elsewhere = new MockWebServer()) {
      elsewhere.start(InetAddress.getLoopbackAddress(), 0);
      String there = "http://127.0.0.1:" + elsewhere.getPort() + "/x";
      server.enqueue(new MockResponse(307, Headers.of("Location", there), ""));

      JsonAnswer answer = send(client(token(secret("abc\n"))), change(LONG));

      assertEquals(
          new JsonAnswer.NotSent(
              endpoint() + " redirects to " + there + ", which is not followed (HTTP 307)"),
          answer);
      assertEquals(0, elsewhere.getRequestCount());
    }
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonRequest withOwnToken() {
    return new JsonRequest(
        "POST", "/x", Map.of(HttpJsonClient.AUTHORIZATION, "abc"), Optional.empty(), LONG);
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

  private HttpJsonClient client(Optional<Auth> auth) {
    return new HttpJsonClient(
        HttpSettings.of(List.of(endpoint()), Optional.empty(), auth), Map.of());
  }

  private Path secret(String text) throws IOException {
    Path file = folder.resolve("token");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private static Optional<Auth> token(Path file) {
    return Optional.of(new Auth.Bearer(new Secret.InFile(file)));
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
