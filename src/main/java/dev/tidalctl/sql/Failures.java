package dev.tidalctl.sql;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.tls.FirstCause;
import dev.tidalctl.tls.Handshakes;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a failed question means, in an operator's words.
 *
 * <p>The other side may repeat the password that it was sent: it is taken out before anything else.
 */
final class Failures {
  private static final int LONGEST = 300;

  private final UnaryOperator<String> hiding;

  /**
   * For questions of one user.
   *
   * @param hiding takes the user's password out of words
   */
  Failures(UnaryOperator<String> hiding) {
    this.hiding = hiding;
  }

  /** Nothing was asked yet. */
  <T> Reply<T> beforeAsking(String server, String user, SQLException failure) {
    if (SqlStates.isDeclinedLogin(failure)) {
      return refused(
          Code.OTHER, server + " declines the login of the user " + user + ": " + said(failure));
    }
    return new Reply.Unreachable<>(server + ": " + unreachable(failure));
  }

  /**
   * It was asked.
   *
   * @param remedy what gives the privilege that may be missing
   */
  <T> Reply<T> afterAsking(String server, String remedy, SQLException failure) {
    if (SqlStates.isMissingPrivilege(failure)) {
      return refused(
          Code.UNSUPPORTED,
          server + " does not allow it (" + said(failure) + "); to allow it: " + remedy);
    }
    if (SqlStates.isMissingFeature(failure)) {
      return refused(
          Code.UNSUPPORTED, server + " has no such thing (" + said(failure) + "): too old?");
    }
    if (SqlStates.isOutOfTime(failure)) {
      return new Reply.Unknown<>(server + " took longer than the limit");
    }
    if (SqlStates.isConnection(failure)) {
      return new Reply.Unknown<>(server + ": " + lost(failure));
    }
    return refused(Code.OTHER, server + " declined: " + said(failure));
  }

  static <T> Reply<T> refused(Code code, String detail) {
    return new Reply.Refused<>(Refusal.of(code, detail));
  }

  /** Why a question got no answer, in few words. */
  String words(SQLException failure) {
    return server(failure).isPresent() ? said(failure) : unreachable(failure);
  }

  private String unreachable(SQLException failure) {
    if (server(failure).isPresent()) {
      return said(failure);
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Optional<String> known = known(t);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return "no connection (" + plain(FirstCause.words(failure)) + ")";
  }

  private Optional<String> known(Throwable cause) {
    return switch (cause) {
      case SSLException e -> Optional.of(plain(Handshakes.why(e)));
      case UnknownHostException e -> Optional.of("its host name is not known");
      case SocketTimeoutException e -> Optional.of("no connection in time");
      case EOFException e -> Optional.of("the connection was closed before its answer");
      case ConnectException e -> Optional.of("no connection (" + plain(e.getMessage()) + ")");
      default -> Optional.empty();
    };
  }

  private String lost(SQLException failure) {
    return server(failure).isPresent()
        ? said(failure)
        : "the connection was lost before its answer";
  }

  private String said(SQLException failure) {
    return plain(server(failure).map(ServerErrorMessage::getMessage).orElse(failure.getMessage()));
  }

  private static Optional<ServerErrorMessage> server(SQLException failure) {
    return failure instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage())
        : Optional.empty();
  }

  /** On one line, without the password and without control characters, not endless. */
  private String plain(@Nullable String words) {
    String line =
        hiding
            .apply(String.valueOf(words))
            .strip()
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
