package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Operator;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.Optional;

/** No run takes longer than all its limits together, for as many nodes as there are. */
final class EveryWaitEnds extends Invariant {
  private static final Duration SLACK = Duration.ofSeconds(60);

  EveryWaitEnds() {
    super(10, "Every wait ends: by success, a limit or a signal");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    if (!(occurrence instanceof Occurrence.EventPassed)
        && !(occurrence instanceof Occurrence.AllMended)) {
      return;
    }
    for (Operator operator : world.operators()) {
      Optional<Tool> tool = operator.tool();
      if (tool.isPresent() && !tool.get().suspended()) {
        Duration age =
            Duration.ofNanos(world.now() - tool.get().bornAt()).minus(tool.get().stoodStill());
        if (age.compareTo(longest(tool.get(), world)) > 0) {
          throw broken(operator.name() + " waits for " + age + ", " + tool.get().phase());
        }
      }
      if (tool.isPresent() && occurrence instanceof Occurrence.AllMended) {
        throw broken(operator.name() + " never ends, " + tool.get().phase());
      }
    }
  }

  private static Duration longest(Tool tool, World world) {
    Policy policy = tool.policy();
    Limits limits = policy.limits();
    return policy
        .soak()
        .plus(limits.leadership())
        .plus(limits.drain().multipliedBy(3))
        .plus(limits.upgrade())
        .plus(limits.rejoin().multipliedBy(3))
        .plus(limits.rejoinOverall())
        .multipliedBy(world.authority().nodes().size())
        .plus(SLACK);
  }
}
