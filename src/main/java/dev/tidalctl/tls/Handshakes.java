package dev.tidalctl.tls;

import java.io.IOException;

/** Why a handshake came to nothing. */
public final class Handshakes {
  private Handshakes() {}

  /**
   * In words that follow the server's name. Those of a certificate are in them as they came, and
   * not yet fit for a terminal.
   */
  public static String why(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UntrustedCertificate untrusted) {
        return untrusted.why();
      }
    }
    return "no TLS connection (" + FirstCause.words(failure) + ")";
  }
}
