package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** What the YAML parser complains of, as one problem in plain words. */
final class SyntaxProblem {
  private record Translation(String parserWords, String plainWords) {}

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation("\\t(TAB)", "a tab can't indent YAML: use spaces"),
          new Translation("'\\t'", "a tab can't indent YAML: use spaces"),
          new Translation(
              "mapping values are not allowed here",
              "a ':' is not allowed here: quote the value, or begin a new line"),
          new Translation("could not find expected ':'", "a key without ':' before this place"),
          new Translation(
              "but found '<block mapping start>'", "the indentation does not fit the lines above"),
          new Translation(
              "but found '<block sequence start>'", "the indentation does not fit the lines above"),
          new Translation("unexpected end of stream", "the file ends inside a quoted value"),
          new Translation("but found '<stream end>'", "the file ends before a bracket is closed"),
          new Translation("',' or ']'", "a list in brackets wants ',' or ']' here"),
          new Translation("',' or '}'", "a mapping in braces wants ',' or '}' here"),
          new Translation("expected <block end>", "the indentation or the brackets do not fit"),
          new Translation(
              "that cannot start any token", "this character can't begin a value: quote it"),
          new Translation("unknown escape character", "an unknown escape in double quotes"),
          new Translation("found duplicate anchor", "an anchor of this name stands here already"));

  private SyntaxProblem() {}

  /** The complaint, at its place if it names one, else at the given one. */
  static Problem of(YAMLException complaint, Position otherwise) {
    if (!(complaint instanceof MarkedYAMLException marked)) {
      return otherwise.problem("not valid YAML");
    }
    Position at = position(marked.getProblemMark()).orElse(otherwise);
    String begun =
        position(marked.getContextMark())
            .filter(start -> start.line() < at.line())
            .map(start -> " (in what begins at %d:%d)".formatted(start.line(), start.column()))
            .orElse("");
    return at.problem("not valid YAML: " + inPlainWords(marked) + begun);
  }

  private static String inPlainWords(MarkedYAMLException complaint) {
    String words = Optional.ofNullable(complaint.getProblem()).orElse("it can't be parsed");
    return TRANSLATIONS.stream()
        .filter(translation -> words.contains(translation.parserWords()))
        .findFirst()
        .map(Translation::plainWords)
        .orElseGet(() -> Shown.bare(words.replaceAll("\\s+", " ").strip()));
  }

  private static Optional<Position> position(@Nullable Mark mark) {
    return Optional.ofNullable(mark).map(Position::of);
  }
}
