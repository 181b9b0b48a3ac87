package dev.tidalctl.http;

import dev.tidalctl.secret.ThisMachine;
import java.net.URI;
import java.util.Optional;

/** What must not be sent where others can read along. */
public final class PlainHttp {
  private PlainHttp() {}

  /**
   * Why a secret must not be sent to an endpoint: only https and this machine may have it.
   *
   * @param secret what to call it
   */
  public static Optional<String> refuses(URI endpoint, String secret) {
    return "https".equals(endpoint.getScheme()) || ThisMachine.is(endpoint.getHost())
        ? Optional.empty()
        : Optional.of(secret + " is not sent over plain http to another machine; use https");
  }
}
