package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A peer that repeats the secret it was sent. */
@Timeout(30)
final class RedactionTest {
  private static final String CANARY = "canary-7f3a";
  private static final String BASIC =
      Base64.getEncoder().encodeToString(("admin:" + CANARY).getBytes(StandardCharsets.UTF_8));
  private static final Auth TOKEN = new Auth.Bearer(new Secret.InEnvironment("S"));
  private static final Auth PASSWORD = new Auth.Basic("admin", new Secret.InEnvironment("S"));

  /** Who asks, and what comes back. */
  record Repeated(Auth auth, MockResponse answer) {
    @Override
    public String toString() {
      return auth.getClass().getSimpleName() + ", " + answer.getStatus() + answer.getHeaders();
    }
  }

  static Stream<Repeated> repeated() {
    return Stream.of(TOKEN, PASSWORD)
        .flatMap(
            auth ->
                Stream.of(
                        problem("{\"detail\":\"no such token: " + CANARY + "\"}"),
                        problem("{\"detail\":\"Basic " + BASIC + " won't do: " + CANARY + "\"}"),
                        new MockResponse(
                            307, Headers.of("Location", "http://x/?t=" + CANARY + "&" + BASIC), ""),
                        new MockResponse.Builder().status("HTTP/1.1 4x " + CANARY).build())
                    .map(answer -> new Repeated(auth, answer)));
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void isNotRepeatedToTheOperator(Repeated repeated) throws Exception {
    String withoutIt = told(Optional.empty(), repeated.answer());
    assertTrue(withoutIt.contains(CANARY), "where it is nobody's secret it is found: " + withoutIt);

    String told = told(Optional.of(repeated.auth()), repeated.answer());

    assertFalse(told.contains(CANARY), told);
    assertFalse(repeated.auth().equals(PASSWORD) && told.contains(BASIC), told);
    assertTrue(told.contains(Redaction.HIDDEN), told);
  }

  @Test
  void aSuccessIsLeftAsItIs() {
    Redaction redaction = Redaction.of(request("Bearer " + CANARY), List.of());

    assertEquals("x *** y", redaction.in("x " + CANARY + " y"));
    assertEquals(List.of(), Redaction.of(request("Bearer ab"), List.of()).secrets());
  }

  private static Request request(String authorization) {
    return new Request.Builder()
        .url("http://127.0.0.1/")
        .header(HttpJsonClient.AUTHORIZATION, authorization)
        .build();
  }

  private static String told(Optional<Auth> auth, MockResponse answer) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(answer);
      server.start(InetAddress.getLoopbackAddress(), 0);
      URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
      try (HttpJsonClient client =
          new HttpJsonClient(
              HttpSettings.of(List.of(endpoint), Optional.empty(), auth), Map.of("S", CANARY))) {
        String told =
            client.send(endpoint, JsonRequest.get("/x", Duration.ofSeconds(20))).toString();
        RecordedRequest asked = server.takeRequest();
        assertEquals(auth.isPresent(), asked.getHeaders().get("Authorization") != null);
        return told;
      }
    }
  }

  private static MockResponse problem(String body) {
    return new MockResponse(403, Headers.of("Content-Type", "application/problem+json"), body);
  }
}
