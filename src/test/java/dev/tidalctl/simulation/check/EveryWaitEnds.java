package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Operator;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** No run takes longer than all its limits together, for as many nodes as there are. */
final class EveryWaitEnds extends Invariant {
  private static final Duration SLACK = Duration.ofSeconds(60);

  private final Map<Tool, Long> limits = new HashMap<>();

  EveryWaitEnds() {
    super(10, "Every wait ends: by success, a limit or a signal");
  }

  @Override
  void passed(World world) {
    for (Operator operator : world.operators()) {
      Optional<Tool> tool = operator.tool();
      if (tool.isPresent()
          && !tool.get().suspended()
          && age(tool.get(), world) > limit(tool.get(), world)) {
        throw broken(operator.name() + " waits for too long, " + tool.get().phase());
      }
    }
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    if (occurrence instanceof Occurrence.AllMended) {
      for (Operator operator : world.operators()) {
        if (operator.tool().isPresent()) {
          throw broken(operator.name() + " never ends, " + operator.tool().get().phase());
        }
      }
    }
  }

  private static long age(Tool tool, World world) {
    return world.now() - tool.bornAt() - tool.stoodStill();
  }

  private long limit(Tool tool, World world) {
    Long known = limits.get(tool);
    if (known == null) {
      known = longest(tool, world).toNanos();
      limits.put(tool, known);
    }
    return known;
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
