package dev.tidalctl.traffic;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What sends clients to nodes. Calls block their own thread, end within a limit of their own (5 s
 * for load balancers, 10 s for an operator's command), and never throw for what the other side
 * does. A change is checked by looking before it answers {@code Ok}.
 *
 * <p>Load balancers keep no name on a closed route, so who closed it is for the caller to know: a
 * node that he has not marked and finds closed, anywhere, was closed by somebody else.
 */
public interface ReadRoutes extends AutoCloseable {
  /** Looks at every load balancer, together. */
  Reply<View> look();

  /**
   * Sends no new clients to a node that all are sent to; those that are there may stay.
   *
   * @return {@code Refused} with {@code WOULD_LEAVE_TOO_FEW_SERVING} when a backend of one of them
   *     would have no server left, with {@code HELD_BY_OTHER} when one has it closed already, each
   *     naming the load balancer, the backend and the remedy: nothing was changed then, or what was
   *     is undone; {@code Unreachable} when one of several can't be reached, and nothing was
   *     changed; {@code Unknown} when one did not answer
   */
  Reply<Done> close(NodeName node);

  /**
   * Closes a node of ours wherever it is open: after a reload that forgot it, or a close that was
   * broken off. Harmless where it is closed. Else as {@link #close}, but that what is closed stays
   * so when all is refused.
   */
  Reply<Done> closeAgain(NodeName node);

  /**
   * Sends clients to a node of ours again; harmless where it is open.
   *
   * @return {@code Refused} with {@code HELD_BY_OTHER} when one has it closed in a way that is not
   *     ours, as in maintenance: it stays so, and nothing was changed
   */
  Reply<Done> open(NodeName node);

  /**
   * Ends the sessions that are still on a closed node; each of their clients sees one failure.
   *
   * @return {@code Refused} with {@code ILLEGAL_TRANSITION} when it is open somewhere, with {@code
   *     UNSUPPORTED} where it can't be done
   */
  Reply<Done> cut(NodeName node);

  /**
   * Tells at once what health checks would find out seconds later: an open node takes reads.
   *
   * @param node seen to be fit for reads
   */
  Reply<Done> fitForReads(NodeName node);

  /**
   * Tells the write side at once that leadership has moved, before a health check finds out. What
   * came of it is for {@link #writesGoTo} to say.
   *
   * @param from who led; told to be down for writes
   * @param to who leads; told to be up for writes, and down for reads until health checks find it
   *     fit for them
   */
  Reply<Done> leaderMoved(NodeName from, NodeName to);

  /** Whether writes go to {@code leader}, and only there, everywhere. */
  Reply<Boolean> writesGoTo(NodeName leader);

  /**
   * Has new connections for writes wait, instead of being tried on a leader that is about to go;
   * those that are there stay. They go to whoever leads next as soon as {@link #leaderMoved} tells,
   * or to the old leader when the hold is released before. Something that outlives this process is
   * armed before, as for {@link WriteGate#hold}.
   *
   * @param leader who leads
   * @return {@code Ok} also where they can't be made to wait: nothing is held there then; {@code
   *     Unreachable} when one of several can't be reached, and nothing is held anywhere; {@code
   *     Unknown} when some may wait still
   */
  default Reply<WriteGate.Held> queueWrites(NodeName leader) {
    return new Reply.Ok<>(WriteGate.Held.nothing());
  }

  /**
   * Lets new connections for writes in again, where a predecessor that died together with its guard
   * left them waiting. Harmless where none wait.
   */
  default Reply<Done> admitWrites(NodeName leader) {
    return new Reply.Ok<>(new Done());
  }

  /** Gives up what it keeps open; no route is changed. */
  @Override
  void close();

  /**
   * What all of them show.
   *
   * @param routes of every node of the cluster file; empty where nothing routes reads. When not all
   *     answered, what the others show
   * @param unseen why some did not show theirs: nothing can be changed while they don't
   * @param complaints what the operator should know, for instance that they disagree, or that a
   *     server named in the cluster file does not exist; empty when all is well
   */
  record View(Map<NodeName, Route> routes, List<Impediment> unseen, List<String> complaints) {
    /** Keeps its own copies. */
    public View {
      routes = Map.copyOf(routes);
      unseen = List.copyOf(unseen);
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * One node's.
   *
   * @param state whether clients are sent to it
   * @param sessions client sessions on it now, reads and writes, over all of them; empty when
   *     unknown, as when one did not answer
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
