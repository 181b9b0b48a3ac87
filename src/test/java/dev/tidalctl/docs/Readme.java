package dev.tidalctl.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What README.md has a newcomer type, and what it says comes of it. */
final class Readme {
  static final Path FILE = Path.of("README.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^#+ (?<heading>[^\n]+)$|^```(?<language>[^\n]*)\n(?<text>.*?)^```$");

  private Readme() {}

  /**
   * A block between fences.
   *
   * @param heading the last one above it
   */
  record Block(String heading, String language, List<String> lines) {
    /** Of a shell's language: every line, or every one with a prompt. */
    List<String> commands() {
      return switch (language) {
        case "sh" -> lines.stream().filter(line -> !line.isBlank()).toList();
        case "console" ->
            lines.stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring("$ ".length()))
                .toList();
        default -> List.of();
      };
    }

    /** What follows each command, as many as there are commands. */
    List<List<String>> outputs() {
      List<List<String>> outputs = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith("$ ")) {
          outputs.add(new ArrayList<>());
        } else if (!line.isBlank()) {
          outputs.getLast().add(line);
        }
      }
      return outputs;
    }
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    for (var found : BLOCK.matcher(Files.readString(FILE)).results().toList()) {
      if (found.group("heading") != null) {
        heading = found.group("heading");
      } else {
        List<String> lines = found.group("text").lines().toList();
        blocks.add(new Block(heading, found.group("language"), lines));
      }
    }
    return blocks;
  }

  /** Everything to be typed below a heading, in order. */
  static List<String> commands(String heading) throws IOException {
    return blocks().stream()
        .filter(block -> block.heading().equals(heading))
        .flatMap(block -> block.commands().stream())
        .toList();
  }

  /** Its text without the blocks. */
  static String prose() throws IOException {
    return Files.readString(FILE).replaceAll("(?ms)^```.*?^```$", "");
  }

  /** What every run says alike: no figures, folders, owners, widths of columns, nor who leads. */
  static String alike(String line) {
    return line.replaceAll("\\d{8}-\\d{6}-[0-9a-f]{4}", "RUN")
        .replaceAll("\\S+@\\S+", "OWNER")
        .replaceAll("/\\S*/(?=stage/)", "")
        .replaceAll("\\b(leader|follower)\\b", "ROLE")
        .replaceAll("(?:\\d[\\d.]* ?(?:h|m|ms|s)\\b ?|\\d+(?:h|m)(?=\\d))+", "TIME ")
        .replaceAll("\\d[\\d.]*", "9")
        .replaceAll("[ -]*[ ]+[ -]*", " ")
        .strip();
  }

  static List<String> alike(List<String> lines) {
    return lines.stream().map(Readme::alike).collect(Collectors.toList());
  }
}
