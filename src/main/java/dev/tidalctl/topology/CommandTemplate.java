package dev.tidalctl.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command's words, run without a shell, with placeholders. A placeholder is a word in braces: a
 * letter, then letters, digits, {@code -} or {@code _}. Every other brace stands for itself, so
 * that <code>awk '{print $1}'</code> needs no escape.
 *
 * @param words the program and its arguments, at least one
 */
public record CommandTemplate(List<String> words) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  /**
   * Takes an unmodifiable copy.
   *
   * @throws IllegalArgumentException without a word
   */
  public CommandTemplate {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
  }

  /** The words in braces that one word of a command holds, known or not, in order. */
  public static List<String> placeholdersIn(String word) {
    return PLACEHOLDER.matcher(word).results().map(found -> found.group(1)).toList();
  }

  /** The placeholders that this command needs values for. */
  public Set<Placeholder> placeholders() {
    return words.stream()
        .flatMap(word -> placeholdersIn(word).stream())
        .map(Placeholder::of)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether any word holds this placeholder. */
  public boolean names(Placeholder placeholder) {
    return placeholders().contains(placeholder);
  }

  /**
   * The words with each placeholder replaced by its value. Values are not looked into again.
   *
   * @throws IllegalArgumentException when a placeholder of this command has no value
   */
  public List<String> expand(Map<Placeholder, String> values) {
    return words.stream().map(word -> expand(word, values)).toList();
  }

  private static String expand(String word, Map<Placeholder, String> values) {
    return PLACEHOLDER
        .matcher(word)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Placeholder.of(found.group(1))
                        .map(values::get)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    found.group() + " has no value here"))));
  }
}
