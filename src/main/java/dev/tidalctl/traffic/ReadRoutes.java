package dev.tidalctl.traffic;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What sends clients to nodes. Calls block their own thread, end within a limit of their own (3 s
 * at most each), and never throw for what the other side does. A change is checked by looking
 * before it answers {@code Ok}; asking for what is so already is harmless.
 */
public interface ReadRoutes extends AutoCloseable {
  /** Looks at every load balancer, together. */
  Reply<View> look();

  /**
   * Sends no new clients to a node; those that are there may stay.
   *
   * @return {@code Refused} with {@code WOULD_LEAVE_TOO_FEW_SERVING} when a backend of one of them
   *     would have no server left, naming the load balancer, the backend and the remedy: nothing
   *     was changed then, or what was is undone; {@code Unknown} when one of several did not answer
   */
  Reply<Done> close(NodeName node);

  /** Sends clients to the node again. What somebody else had closed before us stays closed. */
  Reply<Done> open(NodeName node);

  /** Ends the sessions that are still on a closed node; each of their clients sees one failure. */
  Reply<Done> cut(NodeName node);

  /**
   * Tells the write side at once that leadership has moved, before a health check finds out.
   *
   * @param from who led; told to be down for writes
   * @param to who leads; told to be up for writes
   */
  Reply<Done> leaderMoved(NodeName from, NodeName to);

  /** Whether writes go to {@code leader}, and only there, everywhere. */
  Reply<Boolean> writesGoTo(NodeName leader);

  /** Gives up what it keeps open; no route is changed. */
  @Override
  void close();

  /**
   * What all of them show.
   *
   * @param routes of every node of the cluster file
   * @param complaints what the operator should know, for instance that they disagree, or that a
   *     server named in the cluster file does not exist; empty when all is well
   */
  record View(Map<NodeName, Route> routes, List<String> complaints) {
    /** Keeps its own copies. */
    public View {
      routes = Map.copyOf(routes);
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * One node's.
   *
   * @param state whether clients are sent to it
   * @param sessions client sessions on it now, reads and writes, over all of them; empty when
   *     unknown
   * @param up whether the load balancers' own health checks find it up for reads everywhere
   */
  record Route(State state, OptionalInt sessions, boolean up) {}

  /** Whether clients are sent to a node, as told, whatever health checks find. */
  enum State {
    /** Everywhere. */
    OPEN,
    /** Nowhere. */
    CLOSED,
    /** Here and there: somewhere it was reloaded, or told otherwise. */
    MIXED
  }
}
