package dev.tidalctl.http;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one request to one endpoint. Blocks the calling thread, for the request's limit at most;
 * never throws for what the network or the other side does.
 *
 * <ol>
 *   <li>A token is only sent over https or to this machine.
 *   <li>A failure before the request's first byte left is {@code NotSent}, any later one is {@code
 *       Lost}.
 *   <li>A 401 declines the request: when the token's source now holds another one, the request is
 *       sent once more with that.
 *   <li>A change has a connection of its own. A request that only reads may have a kept one, and is
 *       sent again when that one turns out to be dead.
 *   <li>A success must carry JSON, or nothing; it is read up to the largest size allowed.
 * </ol>
 */
public final class HttpJsonClient implements AutoCloseable {
  private static final Duration TOKEN_COMMAND_LIMIT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;

  private final List<URI> endpoints;
  private final Optional<BearerToken> token;
  private final Wire wire;

  /**
   * A client that opens files and sockets only when first used.
   *
   * @param environment where a token's variable is looked up
   */
  public HttpJsonClient(HttpSettings settings, Map<String, String> environment) {
    TokenReader reader = new TokenReader(environment, TOKEN_COMMAND_LIMIT);
    this.endpoints = settings.endpoints();
    this.token = settings.token().map(source -> new BearerToken(source, reader));
    this.wire = new Wire(settings);
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
      if (token.isEmpty()) {
        JsonAnswer answer = wire.exchange(endpoint, request, Optional.empty());
        return unauthorized(answer)
            ? new JsonAnswer.NotSent(endpoint + " asks for a token, and none is configured")
            : answer;
      }
      BearerToken bearer = token.get();
      refuseInTheOpen(endpoint, bearer);
      String first = bearer.current();
      JsonAnswer answer = wire.exchange(endpoint, request, Optional.of(first));
      if (unauthorized(answer)) {
        Optional<String> second = bearer.insteadOf(first);
        answer = second.isPresent() ? wire.exchange(endpoint, request, second) : answer;
      }
      return unauthorized(answer)
          ? new JsonAnswer.NotSent(endpoint + " does not accept the token of " + bearer.name())
          : answer;
    } catch (UnusableSetting e) {
      return new JsonAnswer.NotSent(endpoint + " was not asked: " + e.why());
    }
  }

  private static boolean unauthorized(JsonAnswer answer) {
    return answer instanceof JsonAnswer.Answered answered && answered.status() == UNAUTHORIZED;
  }

  private static void refuseInTheOpen(URI endpoint, BearerToken bearer) throws UnusableSetting {
    if (!"https".equals(endpoint.getScheme()) && !isThisMachine(endpoint.getHost())) {
      throw new UnusableSetting(
          "the token of "
              + bearer.name()
              + " is not sent over plain http to another machine; use https");
    }
  }

  /** By the words of the address alone: what a resolver says could be forged. */
  private static boolean isThisMachine(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    wire.close();
  }
}
