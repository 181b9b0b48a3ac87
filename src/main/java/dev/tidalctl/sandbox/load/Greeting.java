package dev.tidalctl.sandbox.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The first question to the gateway, which shows whether there is one. */
final class Greeting implements Exchange.Outcome {
  private final URI gateway;
  private final SignalCalls calls;
  private final HttpLoop http;
  private Optional<String> problem = Optional.empty();

  Greeting(URI gateway, HttpLoop http) {
    this.gateway = gateway;
    this.http = http;
    calls = new SignalCalls(gateway);
  }

  /**
   * Asks, and waits this long for an answer.
   *
   * @throws GatewayUnreachable when none came, or none that a gateway gives
   */
  void await(Duration limit) throws GatewayUnreachable, IOException {
    long until = System.nanoTime() + limit.toNanos();
    http.send(new Exchange(calls.count(), until, this));
    while (http.outstanding() > 0) {
      http.serveUntil(until);
    }
    if (problem.isPresent()) {
      throw new GatewayUnreachable(gateway, problem.get());
    }
  }

  @Override
  public void answered(HttpAnswer answer) {
    try {
      calls.requireCount(answer);
    } catch (Unacceptable e) {
      problem = Optional.of(e.reason());
    }
  }

  @Override
  public void failed(String reason) {
    problem = Optional.of(reason);
  }
}
