package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code man/} and {@code completions/} say what the command model says. To rewrite them: {@code
 * mvn -q test -Dtest=DocsDriftTest -Ddocs.update}.
 */
final class DocsDriftTest {
  private static final Path MAN = Path.of("man");
  private static final Path COMPLETIONS = Path.of("completions");
  private static final Path BY_HAND = Path.of("src/man");
  private static final Path TEMPLATES = Path.of("src/completions");
  private static final String CLUSTER_PAGE = "tidalctl-cluster.5";

  @Test
  void manPagesAndCompletionsAreThoseOfTheCommandModel() throws IOException {
    Map<Path, String> wanted = wanted(model());
    if (System.getProperty("docs.update") != null) {
      write(wanted);
    }
    assertEquals(wanted.keySet(), committed(), "the files in man/ and completions/");
    for (Map.Entry<Path, String> each : wanted.entrySet()) {
      assertEquals(
          each.getValue(),
          Files.readString(each.getKey()),
          each.getKey() + " drifted; run: mvn -q test -Dtest=DocsDriftTest -Ddocs.update");
    }
  }

  @Test
  void everyCommandAndOptionIsDescribed() {
    Commands.all(model())
        .forEach(
            command -> {
              String name = Commands.name(command);
              assertTrue(command.usageMessage().description().length > 0, name);
              assertTrue(command.usageMessage().footer().length > 0 || isNested(command), name);
              Commands.options(command)
                  .forEach(
                      option ->
                          assertTrue(
                              option.description().length > 0, name + " " + option.longestName()));
            });
  }

  /** Whether it shares its parent's page. */
  private static boolean isNested(CommandSpec command) {
    return command.parent() != null && command.parent().parent() != null;
  }

  private static CommandSpec model() {
    return CommandModel.commandLine().getCommandSpec();
  }

  @Test
  void everyPageHasItsHandWrittenSections() throws IOException {
    List<Integer> codes = Arrays.stream(ExitCode.values()).map(ExitCode::code).toList();
    for (CommandSpec command : withPages(model()).toList()) {
      String byHand = byHand(command);
      String name = ManPage.sourceName(command);
      assertEquals(ManPage.headings(), ManPage.headings(byHand), name);
      List<Integer> told = ManPage.exitCodes(byHand);
      assertEquals(told.stream().filter(codes::contains).sorted().toList(), told, name);
      assertTrue(told.containsAll(List.of(0, 1, 2)), name);
      if (command.parent() == null) {
        assertEquals(codes, told, "the first page tells all exit codes");
      }
    }
    assertEquals(
        withPages(model()).count() + 1, committed(BY_HAND).size(), "one source a page, in src/man");
  }

  private static Stream<CommandSpec> withPages(CommandSpec root) {
    return Stream.concat(Stream.of(root), Commands.below(root).stream());
  }

  private static String byHand(CommandSpec command) throws IOException {
    return Files.readString(BY_HAND.resolve(ManPage.sourceName(command)));
  }

  private static Map<Path, String> wanted(CommandSpec root) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    for (CommandSpec each : withPages(root).toList()) {
      files.put(MAN.resolve(ManPage.fileName(each)), ManPage.of(each, byHand(each)));
    }
    files.put(MAN.resolve(CLUSTER_PAGE), Files.readString(BY_HAND.resolve(CLUSTER_PAGE)));
    complete(files, "tidalctl.bash", template -> BashCompletion.of(root, template));
    complete(files, "tidalctl.fish", template -> FishCompletion.of(root, template));
    complete(files, "_tidalctl", template -> ZshCompletion.of(root, template));
    return files;
  }

  private static void complete(Map<Path, String> files, String name, UnaryOperator<String> filled)
      throws IOException {
    String template = Files.readString(TEMPLATES.resolve(name));
    files.put(COMPLETIONS.resolve(name), filled.apply(template));
  }

  private static Set<Path> committed() throws IOException {
    Set<Path> files = new TreeSet<>();
    files.addAll(committed(MAN));
    files.addAll(committed(COMPLETIONS));
    return files;
  }

  private static List<Path> committed(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.toList();
    }
  }

  private static void write(Map<Path, String> wanted) throws IOException {
    Files.createDirectories(MAN);
    Files.createDirectories(COMPLETIONS);
    for (Path old : committed()) {
      Files.delete(old);
    }
    for (Map.Entry<Path, String> each : wanted.entrySet()) {
      Files.writeString(each.getKey(), each.getValue());
    }
  }
}
