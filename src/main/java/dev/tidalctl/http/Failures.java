package dev.tidalctl.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Puts a failed call into an operator's words, to follow the endpoint's name. */
final class Failures {
  private Failures() {}

  /** Why nothing was sent. */
  static String beforeSending(IOException failure) {
    return switch (failure) {
      case UnknownHostException e -> "its host name is not known";
      case SocketTimeoutException e -> "no connection in time";
      case InterruptedIOException e -> "no connection in time";
      case ConnectException e -> "no connection (" + innermost(e) + ")";
      case SSLPeerUnverifiedException e -> "its certificate is for another host name";
      case SSLException e -> handshake(e);
      default -> "no connection (" + innermost(failure) + ")";
    };
  }

  /** Why no answer came. */
  static String afterSending(IOException failure) {
    return failure instanceof InterruptedIOException
        ? "no answer in time"
        : "the connection was lost before its answer (" + innermost(failure) + ")";
  }

  private static String handshake(SSLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertificateExpiredException) {
        return "its certificate has expired";
      }
      if (t instanceof CertPathBuilderException || t instanceof CertPathValidatorException) {
        return "its certificate is not signed by a trusted authority";
      }
    }
    return "no TLS connection (" + innermost(failure) + ")";
  }

  private static String innermost(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof EOFException) {
      return "closed by the other side";
    }
    String words = root.getMessage();
    return words == null ? root.getClass().getSimpleName() : PlainText.of(words);
  }
}
