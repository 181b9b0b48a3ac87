package dev.tidalctl.topology.read;

import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values that stay text: names, hosts, users, choices. */
final class TextValue {
  /** The longest text that is taken, in characters. */
  static final int LONGEST = 4096;

  private static final int LONGEST_NAME = 128;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._-]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:%-]*");
  private static final Pattern PROXY_NAME = Pattern.compile("[A-Za-z0-9_.:-]+");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.$-]*");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private TextValue() {}

  /** One line of text without control characters. */
  static Optional<String> line(Field field, String wanted) {
    Optional<String> text = field.scalar(wanted).map(Scalar::text);
    if (text.isEmpty()) {
      return text;
    }
    if (text.get().isEmpty()) {
      return field.wrong("empty: it wants " + wanted);
    }
    if (text.get().length() > LONGEST) {
      return field.wrong("longer than %d characters".formatted(LONGEST));
    }
    if (text.get().chars().anyMatch(Character::isISOControl)) {
      return field.wrong("holds a control character, as a tab or a line break");
    }
    return text;
  }

  /** A name that is safe in a path, a URL and a command line. */
  static Optional<String> name(Field field) {
    Optional<String> name =
        matching(
            field,
            NAME,
            "a name",
            "a name has letters, digits, '.', '_' and '-' only, and no leading '-'");
    if (name.filter(text -> text.equals(".") || text.equals("..")).isPresent()) {
      return field.wrong("'.' and '..' can't be names");
    }
    if (name.filter(text -> text.length() > LONGEST_NAME).isPresent()) {
      return field.wrong("longer than %d characters".formatted(LONGEST_NAME));
    }
    return name;
  }

  /** A host name or IP address, never an option for the command that gets it. */
  static Optional<String> host(Field field) {
    return matching(
        field,
        HOST,
        "a host",
        "a host is a name or an IP address, without user, port or leading '-'");
  }

  /** The name of a backend or server of HAProxy. */
  static Optional<String> proxyName(Field field) {
    return matching(
        field,
        PROXY_NAME,
        "a name known to HAProxy",
        "HAProxy's names have letters, digits, '-', '_', '.' and ':' only");
  }

  /** The name of a database. */
  static Optional<String> database(Field field) {
    return matching(
        field,
        DATABASE,
        "a database's name",
        "a database's name has letters, digits, '_', '.', '$' and '-' only");
  }

  /** The name of an environment variable. */
  static Optional<String> variable(Field field) {
    return matching(
        field,
        VARIABLE,
        "the name of an environment variable",
        "not the name of an environment variable: letters, digits and '_' only");
  }

  /** One of a few words. */
  static <T> Optional<T> choice(Field field, Map<String, T> choices) {
    String wanted = String.join(" or ", choices.keySet().stream().sorted().toList());
    Optional<String> text = line(field, wanted);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> chosen = Optional.ofNullable(choices.get(text.get()));
    return chosen.isPresent()
        ? chosen
        : field.wrong(
            "wants %s, not %s%s"
                .formatted(
                    wanted,
                    Shown.of(text.get()),
                    Suggestion.didYouMean(text.get(), choices.keySet())));
  }

  private static Optional<String> matching(
      Field field, Pattern pattern, String wanted, String rule) {
    Optional<String> text = line(field, wanted);
    return text.isEmpty() || pattern.matcher(text.get()).matches()
        ? text
        : field.wrong(Shown.of(text.get()) + ": " + rule);
  }
}
