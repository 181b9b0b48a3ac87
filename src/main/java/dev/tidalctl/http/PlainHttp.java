package dev.tidalctl.http;

import java.net.InetAddress;
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
    return "https".equals(endpoint.getScheme()) || isThisMachine(endpoint.getHost())
        ? Optional.empty()
        : Optional.of(secret + " is not sent over plain http to another machine; use https");
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
}
