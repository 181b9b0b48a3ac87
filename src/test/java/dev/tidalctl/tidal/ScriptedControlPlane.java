package dev.tidalctl.tidal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.Buffer;
import okio.ByteString;

/**
 * A control plane that answers looks with one snapshot and anything else as it is told, and keeps
 * every exchange.
 */
final class ScriptedControlPlane implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Deque<MockResponse> looks = new ArrayDeque<>();
  private final Deque<MockResponse> others = new ArrayDeque<>();
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private MockResponse standingLook = json(200, Answers.snapshot(1, 12, 345));

  ScriptedControlPlane() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  /** What an endpoint looks like in a cluster file. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Every look from now on is answered so. */
  synchronized ScriptedControlPlane show(String snapshot) {
    standingLook = json(200, snapshot);
    return this;
  }

  /** Every look from now on is answered so. */
  synchronized ScriptedControlPlane showProblem(int status, String problem) {
    standingLook = problem(status, problem);
    return this;
  }

  /** The next look is answered so, once. */
  synchronized ScriptedControlPlane nextLook(MockResponse response) {
    looks.add(response);
    return this;
  }

  /** The next request that is no look is answered so, once. */
  synchronized ScriptedControlPlane next(MockResponse response) {
    others.add(response);
    return this;
  }

  /** The next request that is no look is answered so, once. */
  ScriptedControlPlane next(int status, String body) {
    return next(status < 400 ? json(status, body) : problem(status, body));
  }

  /** All so far, the answers as meant to be sent. */
  List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  /** All so far that were no looks at the whole cluster. */
  List<Exchange> withoutLooks() {
    return exchanges().stream().filter(e -> !e.target().getPath().equals("/v1/cluster")).toList();
  }

  static MockResponse json(int status, String body) {
    MockResponse.Builder response = new MockResponse.Builder().code(status);
    return (body.isEmpty() ? response : response.setHeader("Content-Type", "application/json"))
        .body(body)
        .build();
  }

  static MockResponse problem(int status, String body) {
    return json(status, body)
        .newBuilder()
        .setHeader("Content-Type", "application/problem+json")
        .build();
  }

  /** The request arrives whole, the answer never does: the connection breaks. */
  static MockResponse lost() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  /** The request arrives whole and nothing follows. */
  static MockResponse blackHole() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    boolean look = request.getUrl().encodedPath().equals("/v1/cluster");
    MockResponse scripted = look ? looks.poll() : others.poll();
    MockResponse response =
        scripted != null
            ? scripted
            : look ? standingLook : problem(500, Answers.problem(500, "unscripted"));
    exchanges.add(
        Exchange.of(
            request.getMethod(),
            URI.create(request.getTarget()),
            map(request.getHeaders()),
            body(request),
            response.getCode(),
            map(response.getHeaders()),
            body(response)));
    return response;
  }

  private static Map<String, List<String>> map(Headers headers) {
    return new HashMap<>(headers.toMultimap());
  }

  private static byte[] body(RecordedRequest request) {
    ByteString body = request.getBody();
    return body == null ? new byte[0] : body.toByteArray();
  }

  private static byte[] body(MockResponse response) {
    if (response.getBody() == null) {
      return new byte[0];
    }
    Buffer buffer = new Buffer();
    try {
      response.getBody().writeTo(buffer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return buffer.readByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
