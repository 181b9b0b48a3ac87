package dev.tidalctl.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidalctl.testing.fuzz.ByteDamage;
import dev.tidalctl.testing.fuzz.TreeDamage;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.yaml.ProblemList;
import dev.tidalctl.topology.yaml.YamlDocument;
import dev.tidalctl.topology.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Valid files, damaged at random by a seed: each is read or refused with problems that lie inside
 * it, and always within a second of processor time; nothing else is ever thrown.
 */
final class MutatedFilesTest {
  private static final int ROUNDS = 4000;
  private static final double SHARE_PAST_THE_PARSER = 0.3;
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SPLINTERS =
      List.of(
          "\t",
          "\n",
          "\r\n",
          ": ",
          "- ",
          "? ",
          "&a ",
          "*a",
          "<<: ",
          "!!str ",
          "!",
          "%YAML 9.9\n",
          "%TAG ! tag:x\n",
          "---\n",
          "...\n",
          "[",
          "]",
          "{",
          "}",
          ",",
          "#",
          "'",
          "\"",
          "|\n",
          ">9\n",
          "\\x",
          "\"\\UFFFFFFFF\"",
          "\0",
          "\uFEFF",
          "\u2028",
          "\uD83D\uDE00",
          "~",
          "null",
          "true",
          "-1",
          "1e999",
          "0x",
          "99999999999999999999",
          "30s",
          "1h1h",
          "{node}",
          "{",
          "@",
          "`",
          "http://",
          "http://[",
          "http://a:b@c",
          "%",
          "patroni",
          "tidal");

  private final ByteDamage bytes = new ByteDamage(SPLINTERS);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areReadOrRefusedButNeverBreakTheReader(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<byte[]> files = Corpus.valid().stream().map(Corpus::bytesOf).toList();
    List<JsonNode> trees = new ArrayList<>();
    for (byte[] file : files) {
      trees.add(YAML.readTree(file));
    }
    int past = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = random.nextBoolean() ? bytes(files, random) : tree(trees, random);
      read(damaged, "seed " + seed + ", round " + round);
      past += parses(damaged) ? 1 : 0;
    }
    int counted = past;
    System.out.println("seed " + seed + ": " + past + " of " + ROUNDS + " past the parser");
    assertTrue(past > ROUNDS * SHARE_PAST_THE_PARSER, () -> counted + " of " + ROUNDS);
  }

  private byte[] bytes(List<byte[]> files, RandomGenerator random) {
    byte[] damaged = pick(files, random);
    for (int blow = random.nextInt(1, 6); blow > 0; blow--) {
      damaged = bytes.blow(damaged, pick(files, random), random);
    }
    return damaged;
  }

  private static byte[] tree(List<JsonNode> trees, RandomGenerator random) throws IOException {
    JsonNode damaged = pick(trees, random);
    for (int blow = random.nextInt(1, 4); blow > 0; blow--) {
      damaged = TreeDamage.blow(damaged, pick(trees, random), random);
    }
    return random.nextBoolean() ? YAML.writeValueAsBytes(damaged) : JSON.writeValueAsBytes(damaged);
  }

  private static <T> T pick(List<T> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  private static boolean parses(byte[] content) {
    ProblemList problems = new ProblemList();
    return YamlText.decode(content, problems)
            .flatMap(text -> YamlDocument.parse(text, problems))
            .isPresent()
        && problems.found().isEmpty();
  }

  private static void read(byte[] content, String which) {
    CpuTime.underASecond(() -> problemsOf(content), () -> which)
        .forEach(problem -> assertSane(problem, content, which));
  }

  private static List<Problem> problemsOf(byte[] content) {
    try {
      ClusterFileReader.read(Path.of("prod.yaml"), content, Corpus.HOMES);
      return List.of();
    } catch (InvalidClusterFile refused) {
      return refused.problems();
    }
  }

  private static void assertSane(Problem problem, byte[] content, String which) {
    String text = new String(content, UTF_8);
    long lines = text.lines().count() + text.chars().filter(each -> each == '\u2028').count() + 1;
    assertTrue(problem.line() >= 1 && problem.line() <= lines, () -> which + ": " + problem);
    assertTrue(problem.column() >= 1, () -> which + ": " + problem);
    assertTrue(
        problem.text().chars().noneMatch(Character::isISOControl), () -> which + ": " + problem);
  }
}
