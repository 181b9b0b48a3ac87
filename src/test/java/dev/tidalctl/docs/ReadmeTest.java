package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is typed by a reader of README.md that no test has typed before. */
final class ReadmeTest {
  static final String TRY_IT = "Try it";
  static final String SESSION = "A session";
  static final String OWN_CLUSTER = "Your own cluster";
  static final String POSTGRESQL = "PostgreSQL in ten minutes";

  /** Below these {@link ReadmeIT} types every command that is not Maven's. */
  private static final Set<String> WALKED = Set.of(TRY_IT, SESSION, OWN_CLUSTER, POSTGRESQL);

  /** In these nothing is typed: {@code ReadmeExamplesTest} reads the first, people the second. */
  private static final Set<String> NOT_TYPED = Set.of("yaml", "sql");

  private static final Path CI = Path.of(".ci/run");
  private static final Pattern BUILD = Pattern.compile("(?m)readme_command '([^']+)'");
  private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");

  @Test
  void everyCommandIsTypedByATest() throws Exception {
    for (Readme.Block block : Readme.blocks()) {
      if (!NOT_TYPED.contains(block.language())) {
        assertTrue(Set.of("sh", "console").contains(block.language()), block::toString);
        assertTrue(WALKED.contains(block.heading()), () -> "ReadmeIT does not type " + block);
        assertTrue(!block.commands().isEmpty(), block::toString);
      }
    }
  }

  @Test
  void mavensCommandsAreThoseOfContinuousIntegration() throws Exception {
    List<String> run =
        BUILD.matcher(Files.readString(CI)).results().map(found -> found.group(1)).toList();
    List<String> maven =
        Readme.blocks().stream()
            .flatMap(block -> block.commands().stream())
            .filter(command -> command.startsWith("mvn "))
            .toList();

    assertEquals(run.size(), maven.size(), () -> run + " and " + maven);
    for (String command : maven) {
      assertEquals(1, run.stream().filter(command::matches).count(), command);
    }
  }

  @Test
  void continuousIntegrationInstallsWhatIsSaid() throws Exception {
    String packages =
        Readme.commands(POSTGRESQL).stream()
            .filter(command -> command.startsWith("apt-get "))
            .findFirst()
            .orElseThrow();
    Set<String> said = new TreeSet<>(words(packages.replaceFirst(".*--no-install-recommends", "")));
    String beside =
        Readme.prose().replace('\n', ' ').replaceFirst("(?s).*With (.*) beside these.*", "$1");
    QUOTED.matcher(beside).results().forEach(found -> said.add(found.group(1)));
    String installed =
        Files.readString(CI).replaceFirst("(?s).*\nreal_packages=\\((.*?)\\).*", "$1");

    assertEquals(new TreeSet<>(words(installed)), said);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  /** Its words in the midst of text; a subcommand with options stands for the whole command. */
  static List<String> commandsInProse() throws IOException {
    String names = String.join("|", CommandModel.commandLine().getSubcommands().keySet());
    return QUOTED
        .matcher(Readme.prose())
        .results()
        .map(found -> found.group(1))
        .filter(quoted -> quoted.matches("tidalctl .*|(" + names + ") .*"))
        .map(quoted -> quoted.replaceFirst("^tidalctl ", ""))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commandsInProse")
  void aCommandInProseIsOne(String command) {
    String[] filled =
        command
            .replace("NODE", "node-1")
            .replace("RUN", "20260314-091400-7f3a")
            .replace("OLD", "1.0.0")
            .split(" ", -1);

    assertDoesNotThrow(() -> CommandModel.commandLine().parseArgs(filled), command);
  }

  static List<String> paths() throws IOException {
    Stream<String> quoted = QUOTED.matcher(Readme.prose()).results().map(found -> found.group(1));
    Stream<String> linked =
        Pattern.compile("(?:\\]\\(|src=\"|srcset=\")([^)\"]+)")
            .matcher(Readme.prose())
            .results()
            .map(found -> found.group(1));
    return Stream.concat(quoted.filter(text -> text.matches("(src|man|\\.ci)/\\S+")), linked)
        .filter(path -> !path.startsWith("https:"))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aFileThatIsNamedIsThere(String path) {
    assertTrue(Files.exists(Path.of(path)), path);
  }
}
