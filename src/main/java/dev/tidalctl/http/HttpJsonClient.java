package dev.tidalctl.http;

import dev.tidalctl.secret.SecretReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one request to one endpoint. Blocks the calling thread, for the request's limit at most;
 * never throws for what the network or the other side does.
 *
 * <ol>
 *   <li>Credentials are only sent over https or to this machine, also those that a request brings
 *       in an {@code Authorization} header of its own; a 401 to such a one is its sender's affair.
 *   <li>A failure before the request's first byte left is {@code NotSent}, any later one is {@code
 *       Lost}.
 *   <li>A 401 declines the request: when the secret's source now holds another one, the request is
 *       sent once more with that.
 *   <li>A change has a connection of its own. A request that only reads may have a kept one, and is
 *       sent again when that one turns out to be dead.
 *   <li>A success must carry JSON, or nothing; it is read up to the largest size allowed.
 * </ol>
 */
public final class HttpJsonClient implements AutoCloseable {
  /** The header that says who sends a request. */
  public static final String AUTHORIZATION = "Authorization";

  private static final int UNAUTHORIZED = 401;

  private final List<URI> endpoints;
  private final Optional<Credentials> credentials;
  private final Wire wire;

  /**
   * A client that opens files and sockets only when first used.
   *
   * @param environment where a secret's variable is looked up
   */
  public HttpJsonClient(HttpSettings settings, Map<String, String> environment) {
    SecretReader reader = new SecretReader(environment);
    this.endpoints = settings.endpoints();
    this.credentials = settings.auth().map(auth -> new Credentials(auth, reader));
    this.wire = new Wire(settings);
  }

  /**
   * Says that there will be requests: what the first one has to load is loaded beside the caller.
   */
  public static void foresee() {
    Thread.ofPlatform()
        .daemon()
        .name("http-foreseen")
        .start(
            () -> {
              Transport.foresee();
              Json.foresee();
            });
  }

  /** Those that requests may be sent to, in the order given. */
  public List<URI> endpoints() {
    return endpoints;
  }

  /**
   * Sends {@code request} to {@code endpoint}.
   *
   * @param endpoint one of {@link #endpoints}
   * @param request what to send
   */
  public JsonAnswer send(URI endpoint, JsonRequest request) {
    try {
      if (request.headers().containsKey(AUTHORIZATION)) {
        refuseInTheOpen(endpoint, "the token in use");
        return wire.exchange(endpoint, request, Optional.empty());
      }
      if (credentials.isEmpty()) {
        JsonAnswer answer = wire.exchange(endpoint, request, Optional.empty());
        return unauthorized(answer)
            ? new JsonAnswer.NotSent(endpoint + " asks for credentials, and none are configured")
            : answer;
      }
      Credentials ours = credentials.get();
      refuseInTheOpen(endpoint, ours.name());
      String first = ours.current();
      JsonAnswer answer = wire.exchange(endpoint, request, Optional.of(first));
      if (unauthorized(answer)) {
        Optional<String> second = ours.insteadOf(first);
        answer = second.isPresent() ? wire.exchange(endpoint, request, second) : answer;
      }
      return unauthorized(answer)
          ? new JsonAnswer.NotSent(endpoint + " does not accept " + ours.name())
          : answer;
    } catch (UnusableSetting e) {
      return new JsonAnswer.NotSent(endpoint + " was not asked: " + e.why());
    }
  }

  private static boolean unauthorized(JsonAnswer answer) {
    return answer instanceof JsonAnswer.Answered answered && answered.status() == UNAUTHORIZED;
  }

  private static void refuseInTheOpen(URI endpoint, String secret) throws UnusableSetting {
    Optional<String> why = PlainHttp.refuses(endpoint, secret);
    if (why.isPresent()) {
      throw new UnusableSetting(why.get());
    }
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    wire.close();
  }
}
