package dev.tidalctl.sql;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks one question on a connection of its own.
 *
 * <ol>
 *   <li>The server is told the limit too, so that it does not go on for nobody.
 *   <li>Until the login is done nothing was asked: {@code Unreachable}. After that a lost answer is
 *       {@code Unknown}.
 *   <li>One that is foreseen may find its connection open ({@link Ahead}).
 * </ol>
 */
final class Questions implements AutoCloseable {
  private static final Duration FORESIGHT = Duration.ofSeconds(10);

  private final Connector connector;
  private final Bounded bounded = new Bounded();
  private final Ahead ahead = new Ahead(FORESIGHT);

  Questions(Connector connector) {
    this.connector = connector;
  }

  /** The user that a grant would be for, quoted where it must be. */
  String grantee() {
    String user = connector.user();
    return user.matches("[a-z_][a-z0-9_]*") ? user : '"' + user.replace("\"", "\"\"") + '"';
  }

  /** Asks with reading alone allowed. */
  <T> Reply<T> read(HostPort node, Duration limit, String remedy, Question<T> question) {
    String settings = "-c default_transaction_read_only=on " + bound(limit);
    return ask(node, limit, () -> connector.open(node, limit, settings), remedy, question);
  }

  /** One of several on one connection: that it fails keeps no other from being asked. */
  <T> Reply<T> also(HostPort node, String remedy, Connection connection, Question<T> question) {
    try {
      return question.on(connection);
    } catch (SQLException e) {
      return connector.failures().afterAsking(server(node), remedy, e);
    }
  }

  /** Asks for something to be done. */
  <T> Reply<T> act(HostPort node, Duration limit, String remedy, Question<T> question) {
    return ask(node, limit, () -> connector.open(node, limit, bound(limit)), remedy, question);
  }

  /** Asks for something to be done that was foreseen, and otherwise likewise. */
  <T> Reply<T> actAsForeseen(HostPort node, Duration limit, String remedy, Question<T> question) {
    return ask(node, limit, () -> foreseen(node, limit), remedy, question);
  }

  /** Foresees that something will be asked for. */
  void foresee(HostPort node, Duration limit) {
    ahead.open(node, () -> connector.open(node, limit, bound(limit)));
  }

  private Connection foreseen(HostPort node, Duration limit)
      throws SQLException, UnusableSecret, UnusableTls {
    try {
      Optional<Connection> open = ahead.take(node);
      return open.isPresent() ? open.get() : connector.open(node, limit, bound(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", "08001", e);
    }
  }

  private static String server(HostPort node) {
    return "PostgreSQL at " + Connector.shown(node);
  }

  private static String bound(Duration limit) {
    return "-c statement_timeout=" + limit.toMillis();
  }

  private <T> Reply<T> ask(
      HostPort node, Duration limit, Ahead.Opening opening, String remedy, Question<T> question) {
    String server = server(node);
    AtomicBoolean asked = new AtomicBoolean();
    try {
      return bounded.run(limit, line -> answer(node, opening, remedy, question, asked, line));
    } catch (TimeoutException e) {
      return unanswered(asked, server + ": no answer within " + limit.toMillis() + " ms");
    } catch (CancellationException e) {
      return unanswered(asked, server + ": given up");
    } catch (ExecutionException e) {
      return unanswered(asked, server + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered(asked, server + ": interrupted");
    }
  }

  private <T> Reply<T> answer(
      HostPort node,
      Ahead.Opening opening,
      String remedy,
      Question<T> question,
      AtomicBoolean asked,
      Bounded.Line line) {
    String server = server(node);
    try (Connection connection = opening.open()) {
      line.is(connection);
      asked.set(true);
      return question.on(connection);
    } catch (SQLException e) {
      return asked.get()
          ? connector.failures().afterAsking(server, remedy, e)
          : connector.failures().beforeAsking(server, connector.user(), e);
    } catch (UnusableSecret e) {
      return notAsked(server, e.why());
    } catch (UnusableTls e) {
      return notAsked(server, e.why());
    }
  }

  private static <T> Reply<T> notAsked(String server, String why) {
    return new Reply.Unreachable<>(server + " was not asked: " + why);
  }

  private static <T> Reply<T> unanswered(AtomicBoolean asked, String why) {
    return asked.get() ? new Reply.Unknown<>(why) : new Reply.Unreachable<>(why);
  }

  @Override
  public void close() {
    bounded.close();
    ahead.close();
  }

  /**
   * What is asked once logged in.
   *
   * @param <T> what it answers
   */
  @FunctionalInterface
  interface Question<T> {
    Reply<T> on(Connection connection) throws SQLException;
  }
}
