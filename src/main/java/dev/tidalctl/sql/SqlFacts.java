package dev.tidalctl.sql;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HostPort;
import java.time.Duration;
import java.util.List;

/**
 * What only PostgreSQL itself knows. Each call has a connection of its own to the node's own
 * address, never through a load balancer, blocks its thread, ends within its limit ({@link #LIMIT}
 * unless it says otherwise) and never throws for what the other side does:
 *
 * <ul>
 *   <li>{@code Refused} with {@code UNSUPPORTED} when PostgreSQL does not allow it or can't do it;
 *       where a privilege is missing, the detail names the {@code GRANT} that gives it
 *   <li>{@code Refused} with {@code OTHER} when it declines the login or anything else
 *   <li>{@code Unreachable} when no connection came about, for instance because its certificate is
 *       not to be trusted: nothing was asked
 *   <li>{@code Unknown} when the answer was lost; only for {@link #checkpoint} and {@link
 *       #heartbeat} it may have been done
 * </ul>
 *
 * <p>Needed privileges: {@code LOGIN}; {@code pg_monitor} for sessions, the first WAL kept and what
 * blocks replay; {@code pg_checkpoint} (PostgreSQL 15; before, a superuser) for a checkpoint. The
 * heartbeat needs none, unless {@code pg_logical_emit_message} was revoked.
 */
public interface SqlFacts extends AutoCloseable {
  /** How long a call may take, connecting included. */
  Duration LIMIT = Duration.ofSeconds(3);

  /**
   * The client sessions on a node, longest first. Ours, Patroni's and replication are left out.
   *
   * @param node where PostgreSQL listens
   */
  Reply<List<ClientSession>> sessions(HostPort node);

  /**
   * Has a node write out what it holds in memory, so that its stop soon after is short.
   *
   * @param node where PostgreSQL listens
   * @param atMost how long it may take, connecting included; past it the server goes on by itself,
   *     and the answer is {@code Unknown}
   */
  Reply<Done> checkpoint(HostPort node, Duration atMost);

  /**
   * How much WAL a node keeps for others, and where its own ends.
   *
   * @param node where PostgreSQL listens; the leader, as a rule
   */
  Reply<WalKeeping> walKeeping(HostPort node);

  /**
   * The same, and the first WAL that it still has, over one connection.
   *
   * @param node where PostgreSQL listens; the leader, as a rule
   */
  Retention retention(HostPort node);

  /**
   * Logs in for a heartbeat that will soon be asked for; that it failed shows only then. Returns at
   * once.
   *
   * @param leader where PostgreSQL listens
   */
  void foreseeHeartbeat(HostPort leader);

  /**
   * Has the leader append a record that carries nothing: {@code pg_logical_emit_message} or,
   * failing that, a restore point.
   *
   * @param leader where PostgreSQL listens
   * @return the position that a node has applied once it has applied the record; {@code Refused}
   *     with {@code REQUIREMENT_NOT_MET} by a node that does not lead
   */
  Reply<Position> heartbeat(HostPort leader);

  /**
   * Whether a standby applies the WAL that it receives, and what keeps it from that.
   *
   * @param standby where PostgreSQL listens
   */
  Reply<Replay> replay(HostPort standby);

  /** Gives up calls under way. */
  @Override
  void close();
}
