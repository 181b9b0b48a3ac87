package dev.tidalctl.sandbox.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpEndpointTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpEndpoint endpoint;

  HttpEndpointTest() throws IOException {
    endpoint = HttpEndpoint.bind(0);
  }

  @BeforeEach
  void start() {
    endpoint
        .on("POST", "/things/{id}", HttpEndpointTest::echo)
        .on(
            "GET",
            "/refused",
            request -> {
              throw Problem.with(ProblemCode.WAL_GAP, "gone", "firstKeptSeqno", 7);
            })
        .start();
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void carriesPathQueryHeadersAndBodyOverOneConnection() throws IOException {
    try (HttpPeer peer = HttpPeer.at(endpoint.url())) {
      for (int i = 0; i < 3; i++) {
        JsonObject body = JsonObject.builder().put("number", i).build();
        Reply reply =
            peer.call(
                "POST", "/things/t%20" + i + "?q=a%26b", Map.of("X-It", "x"), body.bytes(), LIMIT);

        assertEquals(200, reply.status());
        assertEquals("t%20" + i + " a&b x " + i, reply.document().text("echo"));
      }
    }
  }

  @Test
  void aProblemIsToldWithCodeAndWhatGoesWithIt() throws IOException {
    try (HttpPeer peer = HttpPeer.at(endpoint.url())) {
      Reply reply = peer.get("/refused", LIMIT);

      assertEquals(410, reply.status());
      assertEquals("application/problem+json", reply.contentType());
      assertEquals("wal_gap", reply.document().text("code"));
      assertEquals(7, reply.document().number("firstKeptSeqno"));
      assertEquals(404, peer.get("/nowhere", LIMIT).status());
      assertEquals(400, peer.post("/things/1", JsonObject.empty(), LIMIT).status());
    }
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws IOException {
    assertTrue(raw("nonsense\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(
        raw("POST /things/1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .startsWith("HTTP/1.1 411"));
    assertTrue(
        raw("POST /things/1 HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")
            .startsWith("HTTP/1.1 400"));
  }

  @Test
  void aRequestWhoseAnswerIsLostIsNotSentAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Thread losing;
    try (ServerSocket server = loopback();
        HttpPeer peer = HttpPeer.at(URI.create("http://127.0.0.1:" + server.getLocalPort()))) {
      losing = Thread.ofVirtual().start(() -> loseAll(server, requests));
      assertThrows(IOException.class, () -> peer.get("/", LIMIT));
    }
    losing.join();
    assertEquals(1, requests.get());
  }

  @Test
  void aCallEndsAtItsLimit() throws IOException {
    try (ServerSocket silent = loopback();
        HttpPeer peer = HttpPeer.at(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      assertThrows(SocketTimeoutException.class, () -> peer.get("/", Duration.ofMillis(50)));
    }
  }

  @Test
  void nobodyListeningIsToldApart() throws IOException {
    int port;
    try (ServerSocket gone = loopback()) {
      port = gone.getLocalPort();
    }
    try (HttpPeer peer = HttpPeer.at(URI.create("http://127.0.0.1:" + port))) {
      assertThrows(ConnectException.class, () -> peer.get("/", LIMIT));
    }
  }

  private static Reply echo(Request request) {
    String echo =
        "%s %s %s %d"
            .formatted(
                request.path("id"),
                request.query("q").orElse(""),
                request.header("x-IT").orElse(""),
                request.document().number("number"));
    return Reply.ok(JsonObject.builder().put("echo", echo).build());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(LOOPBACK, endpoint.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 10, LOOPBACK);
  }

  private static void loseAll(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        if (socket.getInputStream().read(new byte[1000]) > 0) {
          requests.incrementAndGet();
        }
      } catch (IOException e) {
        // The server was closed, or the client has gone: either way there is nothing to lose.
      }
    }
  }
}
