package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;

/** Moves WAL from the leader to the others. Same rules for calls as {@link ControlPlane}. */
public interface WalShipper {
  /**
   * Has the leader ship all segments since a position. Asking twice is harmless.
   *
   * @param node to whom
   * @param since its applied position
   * @param token the fencing token
   * @return {@code Refused} with {@code WAL_GAP} and the first seqno kept, or with {@code DIVERGED}
   */
  Reply<Done> shipSegmentsSince(NodeName node, Position since, long token);

  /**
   * Has the leader append one event that carries nothing.
   *
   * @param token the fencing token
   * @return where it is; {@code Refused} with {@code UNSUPPORTED} where the driver can't
   */
  Reply<Position> appendHeartbeat(long token);
}
