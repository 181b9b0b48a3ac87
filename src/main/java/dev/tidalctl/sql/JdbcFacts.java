package dev.tidalctl.sql;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.SqlSpec;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The facts over PostgreSQL's own wire protocol. */
public final class JdbcFacts implements SqlFacts {
  private final Questions questions;
  private final String monitor;

  private JdbcFacts(Questions questions) {
    this.questions = questions;
    this.monitor = "GRANT pg_monitor TO " + questions.grantee();
  }

  /**
   * As the user that the cluster file names. Nothing is opened or read before the first question.
   *
   * @param environment where a password's variable is looked up
   */
  public static SqlFacts of(SqlSpec login, Map<String, String> environment) {
    return new JdbcFacts(new Questions(new Connector(login, environment)));
  }

  @Override
  public Reply<List<ClientSession>> sessions(HostPort node) {
    return questions.read(
        node,
        LIMIT,
        monitor,
        connection -> {
          Sessions.requireSight(connection);
          return new Reply.Ok<>(Sessions.ofClients(connection));
        });
  }

  @Override
  public Reply<Done> checkpoint(HostPort node, Duration atMost) {
    return questions.act(
        node,
        atMost,
        "GRANT pg_checkpoint TO "
            + questions.grantee()
            + " (before PostgreSQL 15 only a superuser may)",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
          }
          return new Reply.Ok<>(new Done());
        });
  }

  @Override
  public Reply<WalKeeping> walKeeping(HostPort node) {
    return questions.read(
        node, LIMIT, monitor, connection -> new Reply.Ok<>(Wal.keeping(connection)));
  }

  @Override
  public Retention retention(HostPort node) {
    Reply<Retention> reply =
        questions.read(
            node,
            LIMIT,
            monitor,
            connection ->
                new Reply.Ok<>(
                    new Retention(
                        questions.also(
                            node, monitor, connection, c -> new Reply.Ok<>(Wal.keeping(c))),
                        questions.also(node, monitor, connection, Wal::firstKept))));
    return switch (reply) {
      case Reply.Ok<Retention>(Retention known) -> known;
      case Reply.Refused<Retention>(Refusal refusal) ->
          new Retention(new Reply.Refused<>(refusal), new Reply.Refused<>(refusal));
      case Reply.Unreachable<Retention>(String why) ->
          new Retention(new Reply.Unreachable<>(why), new Reply.Unreachable<>(why));
      case Reply.Unknown<Retention>(String why) ->
          new Retention(new Reply.Unknown<>(why), new Reply.Unknown<>(why));
    };
  }

  @Override
  public void foreseeHeartbeat(HostPort leader) {
    questions.foresee(leader, LIMIT);
  }

  @Override
  public Reply<Position> heartbeat(HostPort leader) {
    return questions.actAsForeseen(
        leader,
        LIMIT,
        "GRANT EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text) TO "
            + questions.grantee(),
        Heartbeat::append);
  }

  @Override
  public Reply<Replay> replay(HostPort standby) {
    return questions.read(
        standby, LIMIT, monitor, connection -> new Reply.Ok<>(ReplayReading.of(connection)));
  }

  @Override
  public void close() {
    questions.close();
  }
}
