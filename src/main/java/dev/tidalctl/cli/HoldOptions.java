package dev.tidalctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code drain} and {@code rejoin} say about the hold of their node. */
final class HoldOptions {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for others to read in the node's hold.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--adopt",
      paramLabel = "NODE",
      split = ",",
      description =
          "Take over the hold that somebody else has on this node. Name or shard id; may be"
              + " repeated.")
  private List<String> adopt = new ArrayList<>();

  String reason() {
    return reason.orElse("");
  }

  List<String> adopt() {
    return adopt;
  }
}
