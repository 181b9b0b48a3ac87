package dev.tidalctl.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of metrics: what it takes, both OpenMetrics 1.0 and the text format of Prometheus
 * take, and mean the same by it.
 */
final class MetricsText {
  private static final Pattern COMMENT =
      Pattern.compile("# (TYPE|UNIT|HELP) ([a-z][a-z0-9_]*) ([^\\n\\\\\"]+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z][a-z0-9_]*)\\{(.*)\\} (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z][a-z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

  private final Map<String, String> samples = new HashMap<>();
  private final Set<String> families = new HashSet<>();
  private Optional<String> family = Optional.empty();
  private String type = "";
  private final List<String> said = new ArrayList<>();

  /** The samples by their names with labels, as they stand in the text. */
  static Map<String, String> read(String text) {
    assertTrue(text.endsWith("\n# EOF\n"), "OpenMetrics ends with # EOF and a line end");
    MetricsText reader = new MetricsText();
    String body = text.substring(0, text.length() - "# EOF\n".length());
    body.lines().forEach(reader::line);
    return reader.samples;
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      comment(line);
    } else {
      sample(line);
    }
  }

  private void comment(String line) {
    Matcher found = COMMENT.matcher(line);
    assertTrue(found.matches(), line);
    String name = found.group(2);
    if (family.filter(name::equals).isEmpty()) {
      assertEquals("TYPE", found.group(1), "a family begins with its type: " + line);
      assertTrue(families.add(name), "a family's lines stand together: " + line);
      assertFalse(name.endsWith("_total"), "a counter's family is named without: " + line);
      family = Optional.of(name);
      said.clear();
    }
    assertFalse(said.contains(found.group(1)), "said twice: " + line);
    said.add(found.group(1));
    switch (found.group(1)) {
      case "TYPE" -> {
        type = found.group(3);
        assertTrue(Set.of("gauge", "counter").contains(type), "both know it: " + line);
      }
      case "UNIT" -> assertTrue(name.endsWith("_" + found.group(3)), line);
      default -> {}
    }
  }

  private void sample(String line) {
    Matcher found = SAMPLE.matcher(line);
    assertTrue(found.matches(), "name, labels and value, no timestamp: " + line);
    assertEquals(List.of("TYPE", "HELP"), said.stream().filter(s -> !s.equals("UNIT")).toList());
    String wanted = family.orElseThrow() + (type.equals("counter") ? "_total" : "");
    assertEquals(wanted, found.group(1), line);
    labels(found.group(2));
    String before = samples.put(found.group(1) + "{" + found.group(2) + "}", found.group(3));
    assertEquals(null, before, "a sample comes once: " + line);
  }

  private static void labels(String text) {
    Matcher found = LABEL.matcher(text);
    Set<String> names = new HashSet<>();
    int end = 0;
    while (found.find()) {
      assertEquals(end, found.start(), text);
      assertTrue(names.add(found.group(1)), text);
      end = found.end();
    }
    assertEquals(text.length(), end, text);
    assertTrue(text.isEmpty() || text.endsWith("\""), text);
  }
}
