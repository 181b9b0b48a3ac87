package dev.tidalctl.topology.read;

import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Entry;
import dev.tidalctl.topology.yaml.YamlNode.Mapping;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one mapping.
 *
 * @param path what the user calls the mapping; empty for the whole file
 * @param mapping what stands there
 * @param reading where problems go
 */
record Fields(String path, Mapping mapping, Reading reading) {
  private static final List<String> SECRETS = List.of("password", "passphrase", "token", "secret");

  /** The value of a key, if it is there. */
  Optional<Field> get(String key) {
    return mapping.entry(key).map(entry -> new Field(pathOf(key), entry.value(), reading));
  }

  /** The value of a key; reports that it is missing, and why it is needed, when it is. */
  Optional<Field> require(String key, String why) {
    Optional<Field> found = get(key);
    if (found.isEmpty()) {
      missing(key, why);
    }
    return found;
  }

  /** Reports that something is missing, at the place where it could be added. */
  void missing(String key, String why) {
    reading.problems().accept(mapping.at().problem(pathOf(key) + " is missing: " + why));
  }

  /** Reports a key that has no place here, if it is there. */
  void refuse(String key, String why) {
    mapping
        .entry(key)
        .ifPresent(
            entry -> reading.problems().accept(entry.key().at().problem(pathOf(key) + ": " + why)));
  }

  /** Those of the keys that are there, in the order of the file. */
  List<String> present(String... keys) {
    List<String> wanted = List.of(keys);
    return mapping.entries().stream()
        .map(entry -> entry.key().text())
        .filter(wanted::contains)
        .toList();
  }

  /**
   * The one key of several that is there. Reports the second when there are more, and that they are
   * missing when there is none.
   */
  Optional<Field> oneOf(String why, String... keys) {
    List<String> present = present(keys);
    if (present.isEmpty()) {
      missing(String.join(" or ", keys), why);
      return Optional.empty();
    }
    present.stream()
        .skip(1)
        .forEach(key -> refuse(key, "only one of " + String.join(", ", keys) + " can be given"));
    return get(present.getFirst());
  }

  /** Reports every key that the section does not know. */
  Fields refuseUnknown(Section section) {
    mapping.entries().stream()
        .map(Entry::key)
        .filter(key -> !section.keys().contains(key.text()))
        .forEach(key -> refuseUnknown(key, section));
    return this;
  }

  private void refuseUnknown(Scalar key, Section section) {
    String where = path.isEmpty() ? "" : " in " + path;
    String folded = key.text().toLowerCase(Locale.ROOT);
    if (SECRETS.stream().anyMatch(folded::endsWith)) {
      reading
          .problems()
          .accept(
              key.at()
                  .problem(
                      "%s: a secret does not belong in this file: name its source with %s"
                          .formatted(pathOf(Shown.bare(key.text())), sources(section))));
      return;
    }
    String suggestion = Suggestion.didYouMean(key.text(), section.keys());
    if (suggestion.isEmpty()) {
      suggestion =
          Section.placeOf(key.text()).map(place -> " (did you mean '" + place + "'?)").orElse("");
    }
    reading
        .problems()
        .accept(key.at().problem("unknown key " + Shown.of(key.text()) + where + suggestion));
  }

  private static String sources(Section section) {
    List<String> sources =
        section.keys().stream()
            .filter(key -> Stream.of("File", "Env", "Exec").anyMatch(key::endsWith))
            .toList();
    return sources.isEmpty() ? "tokenFile or passwordFile under auth" : String.join(", ", sources);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
