package dev.tidalctl.render;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Metrics as text that is both OpenMetrics 1.0 and the text format of Prometheus, which
 * node_exporter's textfile collector reads.
 *
 * <p>What both allow: {@code # TYPE} of gauge and counter only; a counter's family without, its
 * samples with {@code _total}; a unit as the family's last word; no quotes in help; no timestamps,
 * which the one counts in seconds and the other in milliseconds; {@code # EOF} at the end.
 */
public final class OpenMetrics {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final StringBuilder text = new StringBuilder();
  private final Label everywhere;
  private String sample = "";

  /**
   * Begins without a family.
   *
   * @param everywhere the first label of every sample
   */
  public OpenMetrics(Label everywhere) {
    this.everywhere = everywhere;
  }

  /** What tells one sample of a family from another; the value may be any text. */
  public record Label(String name, String value) {}

  /** Begins a family of gauges. */
  public OpenMetrics gauge(String name, String help) {
    return family(name, "gauge", "", help);
  }

  /**
   * Begins a family of gauges that have a unit.
   *
   * @param unit which the name ends with
   */
  public OpenMetrics gauge(String name, String unit, String help) {
    return family(name, "gauge", unit, help);
  }

  /**
   * Begins a family of counters.
   *
   * @param name without {@code _total}
   */
  public OpenMetrics counter(String name, String help) {
    family(name, "counter", "", help);
    sample = name + "_total";
    return this;
  }

  private OpenMetrics family(String name, String type, String unit, String help) {
    if (!NAME.matcher(name).matches()
        || name.endsWith("_total")
        || !(unit.isEmpty() || name.endsWith("_" + unit))
        || help.matches(".*[\\\\\"\\n].*")) {
      throw new IllegalArgumentException("no family that both formats know: " + name);
    }
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (!unit.isEmpty()) {
      text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    sample = name;
    return this;
  }

  /** Adds a count. */
  public OpenMetrics put(long value, Label... labels) {
    return line(labels, Long.toString(value));
  }

  /** Adds a length of time, in seconds. */
  public OpenMetrics put(Duration value, Label... labels) {
    return line(labels, plain(Figures.seconds(value)));
  }

  /** Adds a time, in seconds since 1970. */
  public OpenMetrics put(Instant value, Label... labels) {
    return line(labels, plain(BigDecimal.valueOf(value.toEpochMilli(), 3)));
  }

  /** Adds 1 for what is so, 0 for what is not. */
  public OpenMetrics put(boolean value, Label... labels) {
    return put(value ? 1 : 0, labels);
  }

  /** All of it, with its end. */
  public String text() {
    return text + "# EOF\n";
  }

  private OpenMetrics line(Label[] labels, String value) {
    text.append(sample)
        .append(
            Stream.concat(Stream.of(everywhere), Arrays.stream(labels))
                .map(label -> label.name() + "=\"" + escaped(label.value()) + "\"")
                .collect(Collectors.joining(",", "{", "}")))
        .append(' ')
        .append(value)
        .append('\n');
    return this;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
