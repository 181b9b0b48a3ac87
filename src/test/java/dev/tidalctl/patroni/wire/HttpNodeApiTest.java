package dev.tidalctl.patroni.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API over a real socket: plain text marked as HTML, and nothing sent twice. */
final class HttpNodeApiTest {
  private static final NodeName N1 = new NodeName("n1");
  private static final NodeName N2 = new NodeName("n2");

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsTheAnswerToASwitchoverAsText() throws Exception {
    server.enqueue(text(200, "Successfully switched over to \"n2\""));

    try (NodeApi api = api()) {
      SwitchoverAnswer answer = value(api.switchover(N1, N2));
      assertEquals("n2", assertInstanceOf(SwitchoverAnswer.Moved.class, answer).to());
    }
    RecordedRequest request = server.takeRequest();
    assertEquals("POST /switchover HTTP/1.1", request.getRequestLine());
    assertEquals(
        "{\"leader\":\"n1\",\"candidate\":\"n2\"}",
        Optional.ofNullable(request.getBody()).orElseThrow().utf8());
    assertEquals(
        "Basic YWRtaW46c2VjcmV0",
        request.getHeaders().get("Authorization"),
        "admin:secret, as RFC 7617 has it");
  }

  @Test
  void aBusyAnswerIsNotRepeated() {
    server.enqueue(
        text(503, "Switchover status unknown").newBuilder().addHeader("Retry-After", "0").build());

    try (NodeApi api = api()) {
      assertInstanceOf(SwitchoverAnswer.Unclear.class, value(api.switchover(N1, N2)));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void aLostAnswerIsUnknownAndNotRepeated() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    try (NodeApi api = api()) {
      assertInstanceOf(Reply.Unknown.class, api.restart(N1, Duration.ofSeconds(5)));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void healthIsTheStatusAlone() {
    server.enqueue(json(503, "{\"state\": \"running\", \"role\": \"replica\"}"));
    server.enqueue(json(200, "{\"state\": \"running\", \"role\": \"replica\"}"));

    try (NodeApi api = api()) {
      assertEquals(false, value(api.takesWrites(N1)));
      assertEquals(true, value(api.takesReads(N1)));
    }
  }

  @Test
  void whatMakesNoSenseIsNamedWithItsPlace() {
    server.enqueue(json(200, "{\"members\": [{\"name\": \"n1\", \"role\": 5}]}"));

    try (NodeApi api = api()) {
      String why = assertInstanceOf(Reply.Unknown.class, api.cluster(N1)).why();
      assertTrue(why.endsWith("/cluster: in its answer, members[0].role is not a string"), why);
    }
  }

  private NodeApi api() {
    URI url = URI.create("http://127.0.0.1:" + server.getPort());
    HttpSettings settings =
        HttpSettings.of(
            List.of(url),
            Optional.empty(),
            Optional.of(new Auth.Basic("admin", new Secret.InEnvironment("PASSWORD"))));
    return new HttpNodeApi(
        new HttpJsonClient(settings, Map.of("PASSWORD", "secret")), Map.of(N1, url, N2, url));
  }

  private static MockResponse text(int status, String body) {
    return new MockResponse(status, Headers.of("Content-Type", "text/html"), body);
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse(status, Headers.of("Content-Type", "application/json"), body);
  }

  private static <T> T value(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError("not well: " + reply);
  }
}
