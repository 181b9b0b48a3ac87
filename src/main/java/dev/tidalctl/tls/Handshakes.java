package dev.tidalctl.tls;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** Why a handshake came to nothing. */
public final class Handshakes {
  private Handshakes() {}

  /**
   * Whether a handshake failed, whatever was sent by then: a server may refuse what the client
   * shows when that speaks already, and has read nothing of it.
   */
  public static boolean failed(IOException failure) {
    return failure instanceof SSLHandshakeException;
  }

  /**
   * In words that follow the server's name. Those of a certificate are in them as they came, and
   * not yet fit for a terminal.
   */
  public static String why(IOException failure) {
    return untrusted(failure)
        .orElseGet(() -> "no TLS connection (" + FirstCause.words(failure) + ")");
  }

  /** In such words, where it is the server's certificate that is not trusted. */
  public static Optional<String> untrusted(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UntrustedCertificate untrusted) {
        return Optional.of(untrusted.why());
      }
    }
    return Optional.empty();
  }

  /**
   * In such words, of a certificate that is for others than who was asked.
   *
   * @param subject whose it is
   * @param names the hosts that it is for
   */
  public static String otherHost(String subject, String names) {
    return "its certificate is for another host name (" + subject + ", for " + names + ")";
  }
}
