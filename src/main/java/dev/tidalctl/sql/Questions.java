package dev.tidalctl.sql;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
 * </ol>
 */
final class Questions implements AutoCloseable {
  private final Connector connector;
  private final Bounded bounded = new Bounded();

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
    return ask(node, limit, "-c default_transaction_read_only=on ", remedy, question);
  }

  /** Asks for something to be done. */
  <T> Reply<T> act(HostPort node, Duration limit, String remedy, Question<T> question) {
    return ask(node, limit, "", remedy, question);
  }

  private <T> Reply<T> ask(
      HostPort node, Duration limit, String options, String remedy, Question<T> question) {
    String server = "PostgreSQL at " + Connector.shown(node);
    AtomicBoolean asked = new AtomicBoolean();
    String settings = options + "-c statement_timeout=" + limit.toMillis();
    try {
      return bounded.run(
          limit, line -> answer(node, limit, settings, remedy, question, asked, line));
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
      Duration limit,
      String settings,
      String remedy,
      Question<T> question,
      AtomicBoolean asked,
      Bounded.Line line) {
    String server = "PostgreSQL at " + Connector.shown(node);
    try (Connection connection = connector.open(node, limit, settings)) {
      line.is(connection);
      asked.set(true);
      return question.on(connection);
    } catch (SQLException e) {
      return asked.get()
          ? connector.failures().afterAsking(server, remedy, e)
          : connector.failures().beforeAsking(server, connector.user(), e);
    } catch (UnusableSecret e) {
      return new Reply.Unreachable<>(server + " was not asked: " + e.why());
    }
  }

  private static <T> Reply<T> unanswered(AtomicBoolean asked, String why) {
    return asked.get() ? new Reply.Unknown<>(why) : new Reply.Unreachable<>(why);
  }

  @Override
  public void close() {
    bounded.close();
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
