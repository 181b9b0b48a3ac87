package dev.tidalctl.topology.read;

import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.yaml.Shown;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP addresses, as {@code lb-1:9999} or {@code [::1]:9999}. */
final class AddressValue {
  private static final Pattern PATTERN =
      Pattern.compile("(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)|\\[([0-9A-Fa-f:.]+)]):([1-9][0-9]{0,4})");

  private AddressValue() {}

  /** A host and a port. */
  static Optional<HostPort> read(Field field) {
    Optional<String> text = TextValue.line(field, "host:port");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher found = PATTERN.matcher(text.get());
    if (!found.matches() || Integer.parseInt(found.group(3)) > 65_535) {
      return field.wrong(Shown.of(text.get()) + " is not host:port, as lb-1:9999");
    }
    String host = found.start(1) < 0 ? found.group(2) : found.group(1);
    return Optional.of(new HostPort(host, Integer.parseInt(found.group(3))));
  }
}
