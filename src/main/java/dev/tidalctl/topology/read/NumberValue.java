package dev.tidalctl.topology.read;

import dev.tidalctl.topology.LagUnit;
import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers, amounts of WAL and yes-or-no, read strictly from plain text: no signs, leading zeros,
 * other bases, underscores or quotes, which other readers of YAML take differently.
 */
final class NumberValue {
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,14})(KiB|MiB|GiB|TiB)");
  private static final Pattern DECIMAL_SIZE = Pattern.compile("([0-9]{1,15}) ?([kKMGT])i?[bB]?");
  private static final String UNITS = "KMGT";
  private static final long LARGEST = 1L << 53;

  private NumberValue() {}

  /** A whole number within a range. */
  static Optional<Integer> whole(Field field, int smallest, int largest) {
    return whole(field, (long) smallest, (long) largest).map(Math::toIntExact);
  }

  /** An amount of WAL in the driver's unit; up to 2^53, so that JSON can carry it. */
  static Optional<Long> amount(Field field, LagUnit unit, long smallest) {
    return switch (unit) {
      case EVENTS -> events(field, smallest);
      case BYTES -> bytes(field, smallest);
    };
  }

  /** Whether {@code true} stands here; {@code false} is refused with the reason why. */
  static Optional<Boolean> onlyTrue(Field field, String whyNotFalse) {
    Optional<Scalar> scalar = field.scalar("true");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    if (scalar.get().plain() && scalar.get().text().equals("true")) {
      return Optional.of(true);
    }
    return scalar.get().plain() && scalar.get().text().equals("false")
        ? field.wrong(whyNotFalse)
        : field.wrong("wants true, without quotes");
  }

  private static Optional<Long> events(Field field, long smallest) {
    Optional<Scalar> scalar = field.scalar("a number of events");
    if (scalar.filter(each -> SIZE.matcher(each.text()).matches()).isPresent()) {
      return field.wrong("the driver tidal counts events: give a plain number");
    }
    return whole(field, smallest, LARGEST);
  }

  private static Optional<Long> bytes(Field field, long smallest) {
    Optional<Scalar> scalar = field.scalar("bytes, as 16MiB");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text();
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      Matcher decimal = DECIMAL_SIZE.matcher(text);
      return decimal.matches()
          ? field.wrong(
              "%s is not a size (did you mean '%s%siB'?)"
                  .formatted(Shown.of(text), decimal.group(1), decimal.group(2).replace('k', 'K')))
          : whole(field, smallest, LARGEST);
    }
    long number = Long.parseLong(size.group(1));
    int shift = 10 * (UNITS.indexOf(size.group(2).charAt(0)) + 1);
    return number > LARGEST >> shift
        ? field.wrong(Shown.of(text) + " is larger than 8192TiB")
        : Optional.of(number << shift);
  }

  private static Optional<Long> whole(Field field, long smallest, long largest) {
    String wanted = "a whole number from %d to %d".formatted(smallest, largest);
    Optional<Scalar> scalar = field.scalar(wanted);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text();
    if (!WHOLE.matcher(text).matches()) {
      return field.wrong(Shown.of(text) + " is not " + wanted);
    }
    if (!scalar.get().plain()) {
      return field.wrong("a number stands without quotes");
    }
    long value = Long.parseLong(text);
    return value < smallest || value > largest
        ? field.wrong(text + " is not " + wanted)
        : Optional.of(value);
  }
}
