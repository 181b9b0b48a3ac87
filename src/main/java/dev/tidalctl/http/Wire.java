package dev.tidalctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One request and its answer over OkHttp. */
final class Wire implements AutoCloseable {
  /** Those that say that the request was to be sent elsewhere; 303 says that it was acted on. */
  private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 307, 308);

  private final HttpSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Clients> opened = Optional.empty();

  Wire(HttpSettings settings) {
    this.settings = settings;
  }

  JsonAnswer exchange(URI endpoint, JsonRequest request, Optional<String> credentials)
      throws UnusableSetting {
    Clients clients = clients();
    Request outgoing = outgoing(endpoint, request, credentials);
    Redaction redaction = Redaction.of(outgoing, request.secrets());
    Departure departure = new Departure();
    Call call =
        (request.repeatable() ? clients.forReads() : clients.forChanges()).newCall(outgoing);
    call.addEventListener(departure);
    call.timeout().timeout(request.limit().toMillis(), TimeUnit.MILLISECONDS);
    HttpLog.sent(outgoing);
    long start = System.nanoTime();
    try (Response response = call.execute()) {
      HttpLog.answered(outgoing, response, System.nanoTime() - start, redaction);
      return read(endpoint, call, response, request.plainAnswer(), redaction);
    } catch (IOException e) {
      boolean begun = departure.begun();
      String words = begun ? Failures.afterSending(e) : Failures.beforeSending(e);
      String why = endpoint + ": " + redaction.in(words);
      HttpLog.failed(outgoing, why);
      return begun ? new JsonAnswer.Lost(why) : new JsonAnswer.NotSent(why);
    }
  }

  private static Request outgoing(URI endpoint, JsonRequest request, Optional<String> credentials) {
    Request.Builder builder =
        new Request.Builder()
            .url(endpoint + request.target())
            .header("Accept", "application/json, application/problem+json")
            // Unasked, OkHttp would ask for gzip: small answers gain nothing, bombs gain much.
            .header("Accept-Encoding", "identity");
    if (request.method().equals("GET")) {
      builder.get();
    } else {
      builder.method(
          request.method(),
          new JsonBody(request.body().map(Json::write).orElse(new byte[0]), request.repeatable()));
    }
    request.headers().forEach(builder::header);
    credentials.ifPresent(value -> builder.header(HttpJsonClient.AUTHORIZATION, value));
    return builder.build();
  }

  private JsonAnswer read(
      URI endpoint, Call call, Response response, boolean plain, Redaction redaction)
      throws IOException {
    int status = response.code();
    if (ELSEWHERE.contains(status)) {
      String location = response.header("Location");
      return new JsonAnswer.NotSent(
          endpoint
              + (location == null
                  ? " redirects without saying where to"
                  : " redirects to " + redaction.in(PlainText.of(location)))
              + ", which is not followed (HTTP "
              + status
              + ")");
    }
    BufferedSource source = response.body().source();
    if (source.request(settings.largestBody() + 1L)) {
      // Else closing would read on, in the hope of keeping the connection.
      call.cancel();
      return unreadable(
          endpoint, status, "is larger than " + settings.largestBody() / 1024 + " KiB");
    }
    byte[] bytes = source.readByteArray();
    if (bytes.length == 0) {
      return new JsonAnswer.Answered(endpoint, status, Optional.empty());
    }
    if (plain) {
      String text = redaction.in(PlainText.of(new String(bytes, StandardCharsets.UTF_8)));
      return new JsonAnswer.Answered(
          endpoint, status, Optional.of(JsonNodeFactory.instance.textNode(text)));
    }
    if (!isJson(response.body().contentType())) {
      return unreadable(endpoint, status, "is not JSON by its Content-Type");
    }
    // A refusal is words; what a success says is left as it is.
    Optional<JsonNode> body = Json.read(status / 100 == 2 ? bytes : redaction.in(bytes));
    return body.isPresent()
        ? new JsonAnswer.Answered(endpoint, status, body)
        : unreadable(endpoint, status, "can't be read as JSON");
  }

  /** A status that says no stands by itself; a success without its content says nothing. */
  private static JsonAnswer unreadable(URI endpoint, int status, String why) {
    return status / 100 == 2
        ? new JsonAnswer.Lost(endpoint + ": its answer (HTTP " + status + ") " + why)
        : new JsonAnswer.Answered(endpoint, status, Optional.empty());
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null
        && type.type().equals("application")
        && (type.subtype().equals("json") || type.subtype().endsWith("+json"));
  }

  private Clients clients() throws UnusableSetting {
    lock.lock();
    try {
      if (opened.isEmpty()) {
        OkHttpClient client = Transport.client(settings);
        opened = Optional.of(new Clients(Transport.forReads(client), Transport.forChanges(client)));
      }
      return opened.get();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connections that are kept; those of changes never are. */
  @Override
  public void close() {
    lock.lock();
    try {
      opened.ifPresent(clients -> clients.forReads().connectionPool().evictAll());
    } finally {
      lock.unlock();
    }
  }

  private record Clients(OkHttpClient forReads, OkHttpClient forChanges) {}
}
