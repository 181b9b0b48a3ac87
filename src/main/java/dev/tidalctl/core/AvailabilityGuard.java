package dev.tidalctl.core;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether capacity may be taken away. A node may leave service only when
 *
 * <ol>
 *   <li>nothing impedes it, whatever the node ({@link Snapshot#impediments});
 *   <li>there is a leader that answers, and its position is known;
 *   <li>the nodes that would still be serving <em>and healthy</em> are no fewer than {@code
 *       minServing};
 *   <li>the nodes out of service or unhealthy, together with those being taken, are no more than
 *       {@code maxUnavailable}: a node already down counts against the budget.
 * </ol>
 *
 * The control plane checks the same numbers, atomically with the change: two operators may both
 * pass here and only one passes there.
 */
public final class AvailabilityGuard {
  private AvailabilityGuard() {}

  /**
   * Judges whether {@code taking} may be out of service together.
   *
   * @param taking the nodes to be taken, including those of this run that are already out
   */
  public static Verdict check(Set<NodeName> taking, Snapshot snapshot, Policy policy) {
    if (!snapshot.impediments().isEmpty()) {
      return new Verdict.Hold(Impediment.words(snapshot.impediments()));
    }
    return besidesImpediments(taking, snapshot, policy);
  }

  private static Verdict besidesImpediments(
      Set<NodeName> taking, Snapshot snapshot, Policy policy) {
    Optional<NodeView> leader = snapshot.leader().flatMap(snapshot::node);
    if (leader.isEmpty()) {
      return new Verdict.Hold("there is no leader");
    }
    if (!leader.get().reachable() || snapshot.leaderPosition().isEmpty()) {
      return new Verdict.Hold("the leader " + leader.get().name() + " does not answer");
    }
    return numbers(taking, snapshot, policy, n -> Health.serves(n, snapshot, policy));
  }

  /**
   * A no before anything was taken; empty when it is allowed.
   *
   * <ol>
   *   <li>It lasts when an impediment does, or when both limits would be broken even if every node
   *       that serves were healthy; that is said beside an impediment, too.
   *   <li>It is for want of an answer when all impediments are, and nothing else speaks against it.
   *   <li>Any other may be gone at the next look.
   * </ol>
   */
  static Optional<Impediment> against(List<NodeName> batch, Snapshot snapshot, Policy policy) {
    Set<NodeName> taking = Set.copyOf(batch);
    List<Impediment> impediments = snapshot.impediments();
    if (!(check(taking, snapshot, policy) instanceof Verdict.Hold(String reason))) {
      return Optional.empty();
    }
    String cannot = "cannot drain " + Preflight.names(batch) + ": " + reason;
    if (numbers(taking, snapshot, policy, n -> n.routing() == Routing.SERVING)
        instanceof Verdict.Hold(String atBest)) {
      return Optional.of(
          Impediment.lasting(impediments.isEmpty() ? cannot : cannot + "; and " + atBest));
    }
    if (impediments.stream().anyMatch(Impediment::lasts)) {
      return Optional.of(Impediment.lasting(cannot));
    }
    boolean alone = besidesImpediments(taking, snapshot, policy) instanceof Verdict.Go;
    return Optional.of(
        alone && Impediment.onlyUnreached(impediments)
            ? Impediment.unreached(cannot)
            : Impediment.passing(cannot));
  }

  private static Verdict numbers(
      Set<NodeName> taking, Snapshot snapshot, Policy policy, Predicate<NodeView> serves) {
    List<NodeName> serving =
        snapshot.nodes().stream()
            .filter(n -> !taking.contains(n.name()))
            .filter(serves)
            .map(NodeView::name)
            .toList();
    if (serving.size() < policy.minServing()) {
      return new Verdict.Hold(
          "it would leave "
              + serving.size()
              + " of "
              + snapshot.nodes().size()
              + " nodes serving and healthy, fewer than minServing "
              + policy.minServing()
              + others(taking, snapshot, policy));
    }
    List<NodeName> out =
        snapshot.nodes().stream()
            .filter(n -> taking.contains(n.name()) || !serves.test(n))
            .map(NodeView::name)
            .toList();
    if (out.size() > policy.maxUnavailable()) {
      return new Verdict.Hold(
          "it would leave "
              + out.size()
              + " nodes out of service or unhealthy, more than maxUnavailable "
              + policy.maxUnavailable()
              + others(taking, snapshot, policy));
    }
    return new Verdict.Go();
  }

  /** How many more serving nodes both limits let go, as things stand; never negative. */
  public static int budget(Snapshot snapshot, Policy policy) {
    long serving =
        snapshot.nodes().stream().filter(n -> Health.serves(n, snapshot, policy)).count();
    long out = snapshot.nodes().size() - serving;
    long spare = Math.min(policy.maxUnavailable() - out, serving - policy.minServing());
    return (int) Math.max(0, spare);
  }

  private static String others(Set<NodeName> taking, Snapshot snapshot, Policy policy) {
    List<String> others =
        snapshot.nodes().stream()
            .filter(n -> !taking.contains(n.name()))
            .filter(n -> !Health.serves(n, snapshot, policy))
            .map(n -> n.name() + " " + outBecause(n, snapshot, policy))
            .toList();
    return others.isEmpty() ? "" : " (" + String.join("; ", others) + ")";
  }

  private static String outBecause(NodeView node, Snapshot snapshot, Policy policy) {
    return switch (Health.of(node, snapshot, policy)) {
      case Verdict.Hold(String reason) -> "is unhealthy: " + reason;
      case Verdict.Go go ->
          "is "
              + Words.of(node.routing())
              + node.hold().map(h -> ", held by " + h.owner() + ": " + h.reason()).orElse("");
    };
  }
}
