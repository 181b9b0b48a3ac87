package dev.tidalctl.docs;

import dev.tidalctl.cli.Output;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What the value of an option, or a parameter, can be; completion offers that.
 *
 * @param kind where the candidates come from
 * @param words the candidates, where they are fixed
 */
record Values(Kind kind, List<String> words) {
  private static final String CHOICE = "One of ";

  /** Where candidates come from. */
  enum Kind {
    /** The words themselves. */
    WORDS,
    /** Any file. */
    FILES,
    /** Any folder. */
    FOLDERS,
    /** The nodes of the cluster file in use, one of them. */
    NODES,
    /** The nodes of the cluster file in use, with commas between them. */
    NODE_LIST,
    /** What a fault can be done to: a node, the control plane, all nodes. */
    TARGETS,
    /** The runs that this machine has a journal of. */
    RUNS,
    /** Nobody can know them. */
    UNKNOWN
  }

  /** By the label in the argument's help, and by a description that lists its choices. */
  static Values of(ArgSpec argument) {
    String description = Commands.text(argument.description());
    if (description.startsWith(CHOICE)) {
      String choices = description.substring(CHOICE.length()).replaceFirst("\\..*", "");
      return words(Stream.of(choices.split(",| or ", -1)).map(String::strip));
    }
    return switch (argument.paramLabel()) {
      case "FORMAT" -> words(Arrays.stream(Output.values()).map(Output::toString));
      case "FILE" -> live(Kind.FILES);
      case "DIR" -> live(Kind.FOLDERS);
      case "NODE" -> live(argument.splitRegex().isEmpty() ? Kind.NODES : Kind.NODE_LIST);
      case "TARGET" -> live(Kind.TARGETS);
      case "RUN" -> live(Kind.RUNS);
      default -> live(Kind.UNKNOWN);
    };
  }

  private static Values words(Stream<String> words) {
    return new Values(Kind.WORDS, words.toList());
  }

  private static Values live(Kind kind) {
    return new Values(kind, List.of());
  }

  /** The candidates with spaces between them. */
  String joined() {
    return String.join(" ", words);
  }
}
