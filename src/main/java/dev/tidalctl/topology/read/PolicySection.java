package dev.tidalctl.topology.read;

import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.LagUnit;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.PolicyLimits;
import dev.tidalctl.topology.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** The key {@code policy}. A value that is wrong counts as its default, so that reading goes on. */
final class PolicySection {
  private static final int MOST = 1_000_000;
  private static final int MOST_SAMPLES = 1000;

  private PolicySection() {}

  /**
   * The policy.
   *
   * @param nodes how many nodes the file has; 0 when that can't be known
   */
  static Policy read(Field field, Optional<DriverKind> kind, int nodes) {
    DriverKind assumed = kind.orElse(DriverKind.TIDAL);
    Policy defaults = Policy.defaultsFor(assumed);
    Optional<Fields> found = field.fields(Section.POLICY);
    if (found.isEmpty()) {
      return defaults;
    }
    Fields fields = found.get();
    LagUnit unit = kind.map(DriverKind::lagUnit).orElse(LagUnit.BYTES);
    return new Policy(
        count(fields, "minServing", nodes, PolicyLimits::minServing).orElse(defaults.minServing()),
        count(fields, "maxUnavailable", nodes, PolicyLimits::maxUnavailable)
            .orElse(defaults.maxUnavailable()),
        fields
            .get("maxLag")
            .flatMap(lag -> NumberValue.amount(lag, unit, 0))
            .orElse(defaults.maxLag()),
        fields
            .get("unhealthyLag")
            .flatMap(lag -> NumberValue.amount(lag, unit, 1))
            .orElse(defaults.unhealthyLag()),
        fields
            .get("stableSamples")
            .flatMap(samples -> NumberValue.whole(samples, 1, MOST_SAMPLES))
            .orElse(defaults.stableSamples()),
        fields
            .get("soak")
            .flatMap(soak -> DurationValue.read(soak, PolicyLimits::soak))
            .orElse(defaults.soak()),
        fields.get("timeouts").map(PolicySection::timeouts).orElse(defaults.timeouts()));
  }

  private static Optional<Integer> count(
      Fields fields, String key, int nodes, BiFunction<Integer, Integer, Optional<String>> limit) {
    Optional<Field> field = fields.get(key);
    Optional<Integer> count = field.flatMap(each -> NumberValue.whole(each, 0, MOST));
    int assumedNodes = nodes == 0 ? MOST : nodes;
    count
        .flatMap(wanted -> limit.apply(wanted, assumedNodes))
        .ifPresent(why -> field.ifPresent(each -> each.wrong(why)));
    return count;
  }

  private static Timeouts timeouts(Field field) {
    Optional<Fields> found = field.fields(Section.TIMEOUTS);
    if (found.isEmpty()) {
      return Timeouts.DEFAULTS;
    }
    Fields fields = found.get();
    return new Timeouts(
        timeout(fields, "drain").orElse(Timeouts.DEFAULTS.drain()),
        timeout(fields, "upgrade").orElse(Timeouts.DEFAULTS.upgrade()),
        timeout(fields, "rejoin").orElse(Timeouts.DEFAULTS.rejoin()),
        timeout(fields, "leadership").orElse(Timeouts.DEFAULTS.leadership()));
  }

  private static Optional<Duration> timeout(Fields fields, String key) {
    return fields.get(key).flatMap(limit -> DurationValue.read(limit, PolicyLimits::timeout));
  }
}
