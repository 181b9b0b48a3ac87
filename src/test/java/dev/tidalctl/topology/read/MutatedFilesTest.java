package dev.tidalctl.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
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
  private static final int ROUNDS = 1000;
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areReadOrRefusedButNeverBreakTheReader(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = pick(random);
      for (int blow = random.nextInt(1, 6); blow > 0; blow--) {
        damaged = damage(damaged, random);
      }
      read(damaged, "seed " + seed + ", round " + round);
    }
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

  private static byte[] pick(RandomGenerator random) {
    List<Path> files = Corpus.valid();
    return Corpus.bytesOf(files.get(random.nextInt(files.size())));
  }

  private static byte[] damage(byte[] content, RandomGenerator random) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(1, 20));
    return switch (random.nextInt(5)) {
      case 0 -> joined(content, 0, from, new byte[0], to);
      case 1 ->
          joined(
              content,
              0,
              from,
              SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(UTF_8),
              from);
      case 2 -> joined(content, 0, from, new byte[] {(byte) random.nextInt(256)}, to);
      case 3 -> joined(content, 0, to, slice(content, from, to), to);
      default -> joined(content, 0, from, slice(pick(random), 0, random.nextInt(1, 200)), from);
    };
  }

  private static byte[] slice(byte[] content, int from, int to) {
    return Arrays.copyOfRange(content, from, Math.min(to, content.length));
  }

  private static byte[] joined(byte[] content, int from, int to, byte[] between, int resume) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(content, from, to - from);
    joined.writeBytes(between);
    joined.write(content, resume, content.length - resume);
    return joined.toByteArray();
  }
}
