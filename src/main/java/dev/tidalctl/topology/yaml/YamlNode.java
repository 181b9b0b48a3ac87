package dev.tidalctl.topology.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One value in a YAML document, with the place where it begins. Aliases are already followed. */
public sealed interface YamlNode {
  /** Where the value begins; for an aliased value where it was first written. */
  Position at();

  /** What an error text calls such a value. */
  String kind();

  /**
   * A single value.
   *
   * @param text as written, with quotes and escapes undone
   * @param plain whether it stood without quotes and not as a block
   */
  record Scalar(Position at, String text, boolean plain) implements YamlNode {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** Whether this is YAML for no value at all. */
    public boolean isEmpty() {
      return plain && NULLS.contains(text);
    }

    @Override
    public String kind() {
      return isEmpty() ? "nothing" : "a single value";
    }
  }

  /** A list. */
  record Sequence(Position at, List<YamlNode> items) implements YamlNode {
    /** Takes an unmodifiable copy. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values; no key comes twice. */
  record Mapping(Position at, List<Entry> entries) implements YamlNode {
    /** Takes an unmodifiable copy. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry with this key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
    }

    @Override
    public String kind() {
      return "a mapping of keys to values";
    }
  }

  /** A value whose problem has been reported already; nothing more is said of it. */
  record Broken(Position at) implements YamlNode {
    @Override
    public String kind() {
      return "a broken value";
    }
  }

  /** One key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
