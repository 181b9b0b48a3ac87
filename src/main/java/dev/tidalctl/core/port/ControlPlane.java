package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The authority on membership, roles, routing and progress.
 *
 * <p>Calls block their own thread, end within a limit of the driver's and never throw for anything
 * the other side does: a {@link Reply} says what is known. Each may be called from any thread.
 */
public interface ControlPlane {
  /**
   * Looks at the cluster. The snapshot is never older than one returned before. The revision moves
   * when anything but progress does: a node that becomes exposed, or an impediment that comes or
   * goes, too.
   *
   * @param after answer as soon as the cluster has moved past this; at once when empty
   * @param of which movement counts
   * @param atMost answer after so long in any case
   * @return {@code Ok}; {@code Refused} with {@code WRONG_CLUSTER}; {@code Unreachable} or {@code
   *     Unknown}, which mean the same for a look: nothing was seen
   */
  Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost);

  /**
   * Changes what traffic does with a node, if all conditions hold at that instant.
   *
   * @param change what, and under which conditions
   * @param token the fencing token
   * @return {@code Ok} with a fence where the driver reads one, always after the change took effect
   */
  Reply<Routed> changeRouting(RoutingChange change, long token);

  /**
   * Closes a node to clients again that is marked out of service but {@code exposed}. The mark and
   * everything else about the node stay as they are; a node that serves, or whose mark is not the
   * lease holder's, is refused. Asking twice is harmless.
   *
   * @param node which
   * @param token the fencing token
   * @return {@code Refused} with {@code UNSUPPORTED} where routing can't come apart from its mark
   */
  Reply<Done> closeAgain(NodeName node, long token);

  /**
   * Cuts the client sessions on a node that is draining; on any other it is refused. Asking twice
   * is harmless to the cluster, but each session cut is a failure that a client sees.
   *
   * @param node which
   * @param token the fencing token
   * @return {@code Refused} with {@code UNSUPPORTED} where the driver can't
   */
  Reply<Done> cutSessions(NodeName node, long token);

  /**
   * Asks for leadership to move. {@code Ok} means accepted; whether it moved is for a look to say.
   *
   * @param handover from whom to whom
   * @param token the fencing token
   */
  Reply<Done> moveLeadership(Handover handover, long token);

  /**
   * Reads the content digests of two nodes.
   *
   * @param node the rejoining node
   * @param leader the node it is compared with
   * @param at up to this seqno
   * @return {@code Refused} with {@code UNSUPPORTED} where the driver has no digests
   */
  Reply<Digests> digests(NodeName node, NodeName leader, long at);

  /**
   * The fewest nodes that ever served since the lease with this token was taken, from the control
   * plane's own log, not from sampling.
   *
   * @param token of that lease
   * @return empty where the driver keeps no such log
   */
  Reply<OptionalInt> servingFloor(long token);
}
