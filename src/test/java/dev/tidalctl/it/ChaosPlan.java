package dev.tidalctl.it;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which blows fall on a roll of three nodes, and when. */
final class ChaosPlan {
  static final int NODES = 3;

  /** The stages that a node in hand goes through, in order; the last node has one more. */
  static final List<String> STAGES =
      List.of(
          "HandingOver",
          "StoppingTraffic",
          "Emptying",
          "CatchingUp",
          "TakingOut",
          "Out",
          "Marking",
          "RunningCommand",
          Strike.COMMAND_AT_WORK,
          "Returning",
          "Readmitting",
          "Shipping",
          "Sampling",
          "Proving",
          "Comparing",
          "Admitting",
          "Settling");

  /** One stage for each status: Draining, Drained, Upgrading, Rejoining. */
  static final List<String> PHASES =
      List.of("HandingOver", "Emptying", "Out", Strike.COMMAND_AT_WORK, "Sampling");

  /** More often what is likely, and rarely what takes half a minute. */
  private static final List<Blow> LOT =
      Stream.of(
              IntStream.range(0, 8).mapToObj(i -> Blow.KILL),
              Stream.of(Blow.INTERRUPT, Blow.INTERRUPT_TWICE, Blow.INTERRUPT_TWICE, Blow.PAUSE),
              Stream.of(Blow.TERMINATE, Blow.TERMINATE, Blow.HANG_UP, Blow.RESTART_NODE_IN_HAND),
              Stream.of(Blow.RESTART_NODE_IN_HAND, Blow.RESTART_OTHER_NODE),
              Stream.of(Blow.RESTART_OTHER_NODE, Blow.RESTART_CONTROL, Blow.RESTART_CONTROL))
          .flatMap(blows -> blows)
          .toList();

  private static final int MOST_STRIKES = 4;

  private ChaosPlan() {}

  /** The plan that a seed stands for. */
  static List<Strike> of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Strike> strikes = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_STRIKES);
    for (int i = 0; i < count; i++) {
      strikes.add(
          at(
              1 + random.nextInt(NODES),
              STAGES.get(random.nextInt(STAGES.size())),
              LOT.get(random.nextInt(LOT.size()))));
    }
    strikes.sort(
        Comparator.comparingInt(Strike::node).thenComparingInt(s -> STAGES.indexOf(s.stage())));
    return strikes;
  }

  /** The same blow at each of these stages of each node. */
  static List<Strike> everywhere(List<String> stages, Blow blow) {
    return IntStream.rangeClosed(1, NODES)
        .boxed()
        .flatMap(node -> stages.stream().map(stage -> new Strike(node, stage, blow)))
        .filter(strike -> strike.node() == NODES || !strike.stage().equals("HandingOver"))
        .toList();
  }

  /** Only the leader, which is the last, hands over. */
  private static Strike at(int node, String stage, Blow blow) {
    boolean follower = node < NODES && stage.equals("HandingOver");
    return new Strike(node, follower ? "StoppingTraffic" : stage, blow);
  }
}
