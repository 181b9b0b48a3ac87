package dev.tidalctl.http;

import dev.tidalctl.tls.FirstCause;
import dev.tidalctl.tls.Handshakes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Puts a failed call into an operator's words, to follow the endpoint's name. */
final class Failures {
  /** How Okio says that a connection ended before the first byte of what was to be read. */
  private static final String NOTHING_READ = "limit=0 ";

  /** How OkHttp says that a body is shorter than was said. */
  private static final String CUT_SHORT = "unexpected end of stream";

  private static final Pattern NAMES = Pattern.compile("DN: (.*)\\s+subjectAltNames: \\[(.*)]");

  private Failures() {}

  /** Why nothing was sent. */
  static String beforeSending(IOException failure) {
    return switch (failure) {
      case UnknownHostException e -> "its host name is not known";
      case SocketTimeoutException e -> "no connection in time";
      case InterruptedIOException e -> "no connection in time";
      case ConnectException e -> "no connection (" + innermost(e) + ")";
      case SSLPeerUnverifiedException e -> otherHost(e);
      case SSLException e -> PlainText.of(Handshakes.why(e));
      default -> "no connection (" + innermost(failure) + ")";
    };
  }

  /** Why no answer came, or none that is one. */
  static String afterSending(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return "no answer in time";
    }
    Throwable root = FirstCause.of(failure);
    String words = String.valueOf(root.getMessage());
    return switch (root) {
      case ConnectException e -> beforeSending(failure);
      case EOFException e when words.contains(NOTHING_READ) ->
          "the connection was closed before its answer";
      case EOFException e -> "its answer is not HTTP, or has no end";
      case ProtocolException e when words.contains(CUT_SHORT) -> "its answer was cut short";
      case ProtocolException e -> "its answer is not proper HTTP (" + PlainText.of(words) + ")";
      default -> "the connection was lost before its answer (" + innermost(failure) + ")";
    };
  }

  /** OkHttp tells whose certificate it is in words only. */
  private static String otherHost(SSLPeerUnverifiedException failure) {
    Matcher names = NAMES.matcher(String.valueOf(failure.getMessage()));
    return names.find()
        ? PlainText.of(Handshakes.otherHost(names.group(1).strip(), names.group(2)))
        : "its certificate is for another host name";
  }

  private static String innermost(Throwable failure) {
    return PlainText.of(FirstCause.words(failure));
  }
}
