package dev.tidalctl.cli;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.topology.ClusterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has changed in a cluster file since a run began. */
final class Differences {
  private Differences() {}

  /** What makes it another cluster: its name, its driver or its members. */
  static Optional<String> ofCluster(ClusterTerms then, List<Member> members, ClusterFile now) {
    if (!then.name().equals(now.name())) {
      return Optional.of("its name was " + then.name() + " and is " + now.name());
    }
    if (!then.driver().equals(now.driverKind().word())) {
      return Optional.of("its driver was " + then.driver() + " and is " + now.driverKind().word());
    }
    Set<String> before = names(members);
    Set<String> after = names(Terms.members(now));
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            "its nodes were " + String.join(", ", before) + " and are " + String.join(", ", after));
  }

  /** Every other setting that differs. */
  static List<String> between(ClusterTerms then, ClusterFile file) {
    return between(then.settings(), ClusterSettings.of(file).settings());
  }

  /** What differs between two sets of keys with values. */
  static List<String> between(SortedMap<String, String> then, SortedMap<String, String> now) {
    Set<String> keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String before = then.getOrDefault(key, "absent");
      String after = now.getOrDefault(key, "absent");
      if (!before.equals(after)) {
        differences.add(key + " was " + before + " and is " + after);
      }
    }
    return differences;
  }

  private static Set<String> names(List<Member> members) {
    return members.stream()
        .map(m -> m.name().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
