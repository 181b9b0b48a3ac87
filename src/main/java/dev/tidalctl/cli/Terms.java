package dev.tidalctl.cli;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.SessionLimit;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.topology.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster file in the core's terms. */
public final class Terms {
  /** A rejoin that progresses may take this many times its limit without progress... */
  private static final int OVERALL_FACTOR = 30;

  /** ...and never less than this. */
  private static final Duration OVERALL_LEAST = Duration.ofMinutes(30);

  private Terms() {}

  /** The cluster as the file names it. */
  public static ClusterTerms cluster(ClusterFile file) {
    return ClusterSettings.of(file);
  }

  /** The policy to run by. */
  public static Policy policy(ClusterFile file) {
    dev.tidalctl.topology.Policy policy = file.policy();
    return new Policy(
        policy.minServing(),
        policy.maxUnavailable(),
        policy.maxLag(),
        policy.unhealthyLag(),
        policy.stableSamples(),
        policy.soak(),
        limits(policy.timeouts()),
        file.probe().map(ProbeSpec::pauseAfter).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        sessions(file));
  }

  /** Which hooks the file names. */
  static Set<Hook> hooks(ClusterFile file) {
    Set<String> named = file.hooks().byName().keySet();
    return Arrays.stream(Hook.values())
        .filter(hook -> named.contains(hook.word()))
        .collect(Collectors.toSet());
  }

  private static Optional<SessionLimit> sessions(ClusterFile file) {
    return file.driver() instanceof DriverSpec.Patroni(var patroni, var routing, var sql)
            && routing.isPresent()
            && routing.get().reads() instanceof ReadRouting.Haproxy haproxy
        ? Optional.of(limit(haproxy.sessions()))
        : Optional.empty();
  }

  private static SessionLimit limit(SessionPolicy sessions) {
    return new SessionLimit(
        sessions.patience(),
        switch (sessions.then()) {
          case FAIL -> SessionLimit.Then.FAIL;
          case CUT -> SessionLimit.Then.CUT;
        });
  }

  /** The members in file order. */
  public static List<Member> members(ClusterFile file) {
    return file.nodes().stream()
        .map(node -> new Member(new NodeName(node.name()), node.host()))
        .toList();
  }

  private static Limits limits(Timeouts timeouts) {
    Duration overall = timeouts.rejoin().multipliedBy(OVERALL_FACTOR);
    return new Limits(
        timeouts.drain(),
        timeouts.upgrade(),
        timeouts.rejoin(),
        overall.compareTo(OVERALL_LEAST) < 0 ? OVERALL_LEAST : overall,
        timeouts.leadership());
  }
}
