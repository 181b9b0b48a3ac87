package dev.tidalctl.secret;

import java.net.InetAddress;

/** To whom a secret may be told in clear: nobody else can read along. */
public final class ThisMachine {
  private ThisMachine() {}

  /**
   * Whether a host is this machine, by the words of its address alone: what a resolver says could
   * be forged.
   */
  public static boolean is(String host) {
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
