package dev.tidalctl.topology.yaml;

import java.util.Optional;

/** A list or mapping whose end has not been read yet. */
sealed interface OpenCollection permits OpenMapping, OpenSequence {
  /** The name it was given, for aliases. */
  Optional<String> anchor();

  /** How many values the document had before this one, aliases counted as expanded. */
  long nodesBefore();

  /** Takes the next value; in a mapping keys and values by turns. */
  void add(YamlNode node);

  /** The whole, at its end. */
  YamlNode close();
}
