package dev.tidalctl.simulation;

import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.plan.ClusterPlan;
import dev.tidalctl.simulation.plan.Command;
import dev.tidalctl.simulation.plan.FaultPlan;
import dev.tidalctl.simulation.plan.NodePlan;
import dev.tidalctl.simulation.plan.OperatorPlan;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.plan.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A plan written by hand: a quiet cluster, and what is to happen in it. */
final class PinnedPlan {
  private final int size;
  private final List<OperatorPlan> operators = new ArrayList<>();
  private final List<FaultPlan> faults = new ArrayList<>();
  private int zones = 3;
  private int minServing = 1;
  private int maxUnavailable = 1;
  private boolean restarts;

  private PinnedPlan(int size) {
    this.size = size;
  }

  /** Nodes node-0, node-1, ... in three zones; node-0 leads. */
  static PinnedPlan of(int size) {
    return new PinnedPlan(size);
  }

  PinnedPlan inZones(int count) {
    zones = count;
    return this;
  }

  PinnedPlan keeping(int serving, int unavailable) {
    minServing = serving;
    maxUnavailable = unavailable;
    return this;
  }

  /** The driver restarts the nodes. */
  PinnedPlan restarting() {
    restarts = true;
    return this;
  }

  PinnedPlan does(String operator, Command... commands) {
    operators.add(new OperatorPlan(operator, "at-" + operator, policy(), List.of(commands)));
    return this;
  }

  PinnedPlan meets(int operator, Fault fault, Trigger trigger) {
    faults.add(new FaultPlan(fault, operator, trigger));
    return this;
  }

  static Command roll(int afterMillis) {
    return new Command.Roll(
        Duration.ofMillis(afterMillis),
        "2.0.0",
        List.of(),
        List.of(),
        List.of(),
        false,
        OptionalInt.empty());
  }

  SimPlan plan() {
    ClusterPlan cluster =
        new ClusterPlan(
            IntStream.range(0, size)
                .mapToObj(
                    i ->
                        new NodePlan(new NodeName("node-" + i), "zone-" + i % zones, "1.0.0", true))
                .toList(),
            Duration.ofMillis(100),
            20,
            200,
            OptionalLong.of(100_000),
            10_000,
            true,
            true,
            Duration.ofSeconds(1),
            restarts);
    return new SimPlan(size, cluster, operators, faults);
  }

  private Policy policy() {
    Limits limits =
        new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    return new Policy(
        minServing,
        maxUnavailable,
        0,
        10_000,
        2,
        Duration.ZERO,
        limits,
        OptionalInt.empty(),
        Optional.empty());
  }
}
