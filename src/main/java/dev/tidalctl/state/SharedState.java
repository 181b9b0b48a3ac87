package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.port.Lease;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the operators of one cluster keep in common. Every change is made in one transaction with
 * the condition that the lease with the caller's token is still held: a stale token changes
 * nothing.
 */
public interface SharedState extends AutoCloseable {
  /** The right to change the cluster. Its fencing token is the create revision of the lease key. */
  Lease lease();

  /** Reads it all, as of one instant. */
  Reply<View> look();

  /**
   * Sets or removes the mark on a node, and notes how many nodes serve then.
   *
   * @param node which
   * @param seen the revision of its mark that the change was decided on, empty for none
   * @param mark empty to remove it
   * @param servingAfter how many nodes serve once it took effect, at least 0
   * @param token the lease's
   * @return {@code Refused} with {@code STALE_TOKEN}, or {@code REVISION_CHANGED} when the mark is
   *     another one by now
   */
  Reply<Done> mark(
      NodeName node, Optional<Long> seen, Optional<Mark> mark, int servingAfter, long token);

  /**
   * Notes a switchover before its first step, or removes the note after its last one.
   *
   * @param token the lease's
   * @return {@code Refused} with {@code STALE_TOKEN}
   */
  Reply<Done> note(Optional<SwitchoverNote> note, long token);

  /** The fewest nodes that served since the lease with this token was taken, as noted by marks. */
  Reply<OptionalInt> servingFloor(long token);

  /** Closes connections; the lease is not touched. */
  @Override
  void close();

  /**
   * All of it.
   *
   * @param revision grows with every change of any part
   * @param lease who may change the cluster
   * @param marks of the nodes that do not serve
   * @param switchover under way, or broken off
   */
  record View(
      long revision,
      Optional<LeaseHolder> lease,
      Map<NodeName, Marked> marks,
      Optional<SwitchoverNote> switchover) {
    /** Keeps its own copy. */
    public View {
      marks = Map.copyOf(marks);
    }
  }

  /**
   * A mark as it was read.
   *
   * @param mark what it says
   * @param revision at which it was last set
   */
  record Marked(Mark mark, long revision) {}
}
