package dev.tidalctl.core;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.UpgradeJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Upgrade commands as a supervisor runs them: claimed once per attempt, adopted ever after. */
final class FakeCommands {
  private static final class Claim {
    final List<Consumer<CommandEnd>> waiting = new ArrayList<>();
    Optional<CommandEnd> end = Optional.empty();
  }

  private final Map<String, Claim> claims = new HashMap<>();

  /** Has {@code then} told the end of the command; true when it is to be started. */
  boolean claim(UpgradeJob job, Consumer<CommandEnd> then) {
    String key = job.runId() + " " + job.node() + " " + job.attempt();
    boolean first = !claims.containsKey(key);
    Claim claim = claims.computeIfAbsent(key, k -> new Claim());
    claim.end.ifPresentOrElse(then, () -> claim.waiting.add(then));
    return first;
  }

  void ended(UpgradeJob job, CommandEnd end) {
    String key = job.runId() + " " + job.node() + " " + job.attempt();
    Claim claim = Optional.ofNullable(claims.get(key)).orElseThrow();
    claim.end = Optional.of(end);
    claim.waiting.forEach(then -> then.accept(end));
  }
}
