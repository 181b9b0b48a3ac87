package dev.tidalctl.topology.read;

import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.Placeholder;
import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Commands: lists of words, run without a shell. */
final class CommandValue {
  /** What a command can name that runs for one node. */
  static final Set<Placeholder> FOR_A_NODE = Set.copyOf(EnumSet.allOf(Placeholder.class));

  /** What a command can name that runs for a whole run. */
  static final Set<Placeholder> FOR_A_RUN = Set.of(Placeholder.VERSION, Placeholder.RUN);

  private static final int LONGEST_WORD = 65_536;

  private CommandValue() {}

  /** A command with placeholders. */
  static Optional<CommandTemplate> template(Field field, Set<Placeholder> known) {
    List<Field> items = field.items();
    List<String> words = items.stream().flatMap(item -> word(item, known).stream()).toList();
    return items.isEmpty() || words.size() < items.size()
        ? Optional.empty()
        : Optional.of(new CommandTemplate(words));
  }

  /** A command that runs apart from any node and run, and so can have no placeholder. */
  static Optional<List<String>> plain(Field field) {
    return template(field, Set.of()).map(CommandTemplate::words);
  }

  private static Optional<String> word(Field item, Set<Placeholder> known) {
    Optional<String> word = item.scalar("a word of the command").map(Scalar::text);
    if (word.isEmpty()) {
      return word;
    }
    if (word.get().indexOf('\0') >= 0 || word.get().length() > LONGEST_WORD) {
      return item.wrong("no operating system takes this word");
    }
    if (word.get().isEmpty() && item.path().endsWith("[0]")) {
      return item.wrong("the program's name is empty");
    }
    List<String> unknown =
        CommandTemplate.placeholdersIn(word.get()).stream()
            .filter(each -> Placeholder.of(each).filter(known::contains).isEmpty())
            .toList();
    unknown.forEach(each -> item.wrong(unknown(each, known)));
    return unknown.isEmpty() ? word : Optional.empty();
  }

  private static String unknown(String placeholder, Set<Placeholder> known) {
    String shown = Shown.of("{" + placeholder + "}");
    if (known.isEmpty()) {
      return "the placeholder " + shown + " has no meaning here: this command knows none";
    }
    Set<String> tokens = known.stream().map(Placeholder::token).collect(Collectors.toSet());
    return "unknown placeholder %s, not one of %s%s"
        .formatted(
            shown,
            String.join(" ", tokens.stream().sorted().toList()),
            Suggestion.didYouMean("{" + placeholder + "}", tokens));
  }
}
