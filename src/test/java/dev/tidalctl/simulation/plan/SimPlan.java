package dev.tidalctl.simulation.plan;

import java.util.List;

/** All that a seed decides beforehand. */
public record SimPlan(
    long seed, ClusterPlan cluster, List<OperatorPlan> operators, List<FaultPlan> faults) {
  /** Keeps its own copies. */
  public SimPlan {
    operators = List.copyOf(operators);
    faults = List.copyOf(faults);
  }

  /** The plan, a line for each thing in it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("plan of seed ").append(seed).append('\n');
    text.append("  cluster ").append(cluster).append('\n');
    operators.forEach(
        o -> {
          text.append("  operator ").append(o.owner()).append(" at ").append(o.host());
          text.append(", ").append(o.policy()).append('\n');
          o.commands().forEach(c -> text.append("    ").append(c).append('\n'));
        });
    faults.forEach(f -> text.append("  fault ").append(f).append('\n'));
    return text.toString();
  }
}
