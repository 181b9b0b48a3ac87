package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.Policy;
import java.util.List;

/**
 * An operator and what he does, one command after another.
 *
 * @param owner the name on his holds
 * @param host his machine
 * @param policy of his cluster file
 * @param commands what he does
 */
public record OperatorPlan(String owner, String host, Policy policy, List<Command> commands) {
  /** Keeps its own copy. */
  public OperatorPlan {
    commands = List.copyOf(commands);
  }
}
