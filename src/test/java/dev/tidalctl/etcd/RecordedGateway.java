package dev.tidalctl.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/**
 * A gateway that answers as etcd once did, word for word, as long as it is asked the same; or one
 * that passes all on to a real one and notes what went over the wire.
 */
final class RecordedGateway implements AutoCloseable {
  static final Path FILE = Path.of("src/test/resources/dev/tidalctl/etcd/gateway-3.4.jsonl");

  private final MockWebServer server = new MockWebServer();
  private final List<Exchange> seen = new ArrayList<>();

  private RecordedGateway(Dispatcher dispatcher) {
    server.setDispatcher(dispatcher);
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers what was recorded during a test. */
  static RecordedGateway replaying(String test) {
    Deque<Exchange> script = new ArrayDeque<>();
    try {
      Files.readAllLines(FILE).stream()
          .map(Exchange::of)
          .filter(exchange -> exchange.test().equals(test))
          .forEach(script::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RecordedGateway(
        new Dispatcher() {
          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            Exchange next = script.poll();
            boolean same =
                next != null
                    && next.path().equals(request.getTarget())
                    && next.request().equals(Exchange.json(body(request)));
            return same
                ? answer(next)
                : new MockResponse(
                    500, Headers.of(), "recorded was " + next + ", asked was " + body(request));
          }
        });
  }

  /** Passes requests on, and keeps them. */
  static RecordedGateway before(URI etcd, String test) {
    List<Exchange> kept = new ArrayList<>();
    HttpClient client = HttpClient.newHttpClient();
    RecordedGateway gateway =
        new RecordedGateway(
            new Dispatcher() {
              @Override
              public synchronized MockResponse dispatch(RecordedRequest request) {
                Exchange exchange = passedOn(client, etcd, test, request);
                kept.add(exchange);
                return answer(exchange);
              }
            });
    gateway.recording = Optional.of(kept);
    return gateway;
  }

  private Optional<List<Exchange>> recording = Optional.empty();

  private static Exchange passedOn(
      HttpClient client, URI etcd, String test, RecordedRequest request) {
    String path = String.valueOf(request.getTarget());
    String body = body(request);
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(etcd + path))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Exchange(
          test,
          path,
          Exchange.json(body),
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  private static MockResponse answer(Exchange exchange) {
    return new MockResponse(
        exchange.status(), Headers.of("Content-Type", exchange.type()), exchange.answer());
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** What was passed on, one exchange a line. */
  List<String> lines() {
    return recording.orElse(seen).stream().map(Exchange::line).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
