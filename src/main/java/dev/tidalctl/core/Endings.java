package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How runs end, in words: what, why, and what is true of every node that was touched. */
final class Endings {
  private static final String UNCHANGED = "; nothing was changed";

  private Endings() {}

  static Ending complete(Order order, Collection<NodeName> nodes, int completed) {
    String names = nodes.stream().map(NodeName::value).collect(Collectors.joining(", "));
    String what =
        switch (order) {
          case Order.Drain d -> names + " is drained and held, ready for its upgrade";
          case Order.Rejoin r -> names + " is serving and healthy";
          case Order.Roll r ->
              completed
                  + " of "
                  + nodes.size()
                  + " nodes Complete"
                  + r.to().map(v -> " at version " + v).orElse("");
        };
    return new Ending(Ending.Kind.COMPLETE, what);
  }

  static Ending refused(String reason, boolean changed, List<NodeRun> left) {
    return changed
        ? new Ending(Ending.Kind.FAILED, reason + left(left))
        : new Ending(Ending.Kind.REFUSED, reason + UNCHANGED);
  }

  /** Nothing was to begin, or to go on; whoever could not be reached has refused nothing. */
  static Ending impeded(List<Impediment> against, boolean changed, List<NodeRun> left) {
    String why = Impediment.words(against);
    return !changed && Impediment.onlyUnreached(against)
        ? unreachable(why)
        : refused(why, changed, left);
  }

  static Ending unreachable(String why) {
    return new Ending(Ending.Kind.UNREACHABLE, why + UNCHANGED);
  }

  /**
   * The journal can't be kept.
   *
   * @param held nodes that are out of service by this run's doing, but were not taken up again
   */
  static Ending journalLost(String why, boolean changed, List<NodeRun> left, List<NodeView> held) {
    String before =
        held.stream()
            .map(n -> "; " + n.name() + " is " + Words.of(n.routing()) + ", held by it from before")
            .collect(Collectors.joining());
    return refused(
        "the run's journal cannot be kept (" + why + "), so nothing more is started" + before,
        changed,
        left);
  }

  static Ending leaseRefused(Refusal refusal, NextCommands next) {
    String who =
        refusal
            .holder()
            .map(h -> h.abandoned() ? abandoned(h, next) : held(h))
            .orElse(refusal.detail());
    return new Ending(Ending.Kind.LEASE, who + UNCHANGED);
  }

  private static String held(LeaseHolder holder) {
    return "the lease is held by "
        + holder.owner()
        + " on "
        + holder.host()
        + " (run "
        + holder.runId()
        + ") until "
        + holder.expiresAt();
  }

  private static String abandoned(LeaseHolder holder, NextCommands next) {
    return "run "
        + holder.runId()
        + " of "
        + holder.owner()
        + " on "
        + holder.host()
        + " was abandoned unfinished; '"
        + next.resume(holder.runId(), false)
        + "' goes on with it, '"
        + next.unlock(holder.runId())
        + "' gives it up";
  }

  /** A node's failure as the failure of the run. */
  static Ending failed(Failure failure, Order order, boolean changed, List<NodeRun> left) {
    String reason = failure.reason() + left(left);
    return switch (failure.kind()) {
      case REFUSED -> refused(failure.reason(), changed, left);
      case TIMED_OUT ->
          new Ending(
              order instanceof Order.Roll ? Ending.Kind.FAILED : Ending.Kind.TIMED_OUT, reason);
      case BROKEN, INTERRUPTED -> new Ending(Ending.Kind.FAILED, reason);
      case UNKNOWN -> new Ending(Ending.Kind.UNKNOWN, reason);
    };
  }

  /** Stopped on request, after the cluster was looked at under the lease. */
  static Ending stopped(Input.Stop how, Order order, List<NodeRun> left) {
    return stopped(
        how, order, left.isEmpty() ? "; no node is out of service by this run" : left(left));
  }

  /** Stopped on request before that: nothing is known of nodes that a resumed run left behind. */
  static Ending stoppedEarly(Input.Stop how, Order order) {
    return stopped(how, order, " before anything was changed: the nodes are as they were");
  }

  private static Ending stopped(Input.Stop how, Order order, String where) {
    return switch (how) {
      case AFTER_NODE ->
          order instanceof Order.Roll
              ? new Ending(Ending.Kind.STOPPED, "stopped between nodes, as asked" + where)
              : new Ending(Ending.Kind.INTERRUPTED, "interrupted" + where);
      case NOW -> new Ending(Ending.Kind.INTERRUPTED, "interrupted" + where);
      case TERMINATE -> new Ending(Ending.Kind.TERMINATED, "terminated" + where);
    };
  }

  static Ending stoppedAfter(int completed, List<NodeName> next) {
    return new Ending(
        Ending.Kind.STOPPED,
        "stopped after "
            + completed
            + (completed == 1 ? " node" : " nodes")
            + ", as asked; next would be "
            + next.stream().map(NodeName::value).collect(Collectors.joining(", ")));
  }

  /**
   * Without the lease nothing more is asked, so that a change which has no answer by now may have
   * been made or not.
   *
   * @param trouble why nothing could be seen when it was lost
   * @param reachable whether somebody has answered since
   * @param unresolved whether there is such a change
   * @param changed whether anything was changed, or may have been
   */
  static Ending leaseLost(
      String why,
      Optional<String> trouble,
      boolean reachable,
      boolean unresolved,
      boolean changed,
      List<NodeRun> left) {
    String text = "the lease was lost: " + why + trouble.map(t -> " (" + t + ")").orElse("");
    if (unresolved) {
      return new Ending(
          Ending.Kind.UNKNOWN, "the last change got no answer, then " + text + left(left));
    }
    if (changed) {
      return new Ending(Ending.Kind.LEASE, text + "; nothing more is changed" + left(left));
    }
    return trouble.isPresent() && !reachable
        ? unreachable(text)
        : new Ending(Ending.Kind.LEASE, text + UNCHANGED);
  }

  private static String left(List<NodeRun> left) {
    return left.stream()
        .map(
            r ->
                "; "
                    + r.name()
                    + " is left "
                    + r.stage().status().label()
                    + ", held, out of service")
        .collect(Collectors.joining());
  }
}
