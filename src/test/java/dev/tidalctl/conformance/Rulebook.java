package dev.tidalctl.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rules of the contract, and which of them one driver is exempt from.
 *
 * @param rules by name
 * @param exemptions with the reason of each
 */
record Rulebook(List<Method> rules, Map<Capability, String> exemptions) {
  /** As the class that puts the driver under the contract declares it. */
  static Rulebook of(Class<?> suite) {
    return new Rulebook(
        Arrays.stream(suite.getMethods())
            .filter(method -> method.isAnnotationPresent(Rule.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList(),
        Arrays.stream(suite.getAnnotationsByType(Exempt.class))
            .collect(
                Collectors.toMap(
                    Exempt::from, Exempt::because, (one, other) -> one, TreeMap::new)));
  }

  boolean applies(Method rule) {
    return Arrays.stream(rule.getAnnotation(Rule.class).needs()).noneMatch(exemptions::containsKey);
  }

  /** How many of all rules the driver answers for, and what it is exempt from, and why. */
  List<String> lines(String driver) {
    return Stream.concat(
            Stream.of(
                "%s answers for %d of %d rules"
                    .formatted(driver, rules.stream().filter(this::applies).count(), rules.size())),
            exemptions.entrySet().stream()
                .flatMap(exempt -> Stream.concat(heading(exempt), needing(exempt.getKey()))))
        .toList();
  }

  private static Stream<String> heading(Map.Entry<Capability, String> exempt) {
    String what = exempt.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Stream.of("exempt from: " + what + ", because " + exempt.getValue());
  }

  private Stream<String> needing(Capability capability) {
    return rules.stream()
        .filter(rule -> List.of(rule.getAnnotation(Rule.class).needs()).contains(capability))
        .map(rule -> "  " + rule.getName());
  }
}
