package dev.tidalctl.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages bytes, whatever they mean. */
public final class ByteDamage {
  private static final int LONGEST_CUT = 20;
  private static final int LONGEST_GRAFT = 200;

  private final List<String> splinters;

  /**
   * Makes such damage.
   *
   * @param splinters what is stuck in: pieces that mean something to the parser
   */
  public ByteDamage(List<String> splinters) {
    this.splinters = List.copyOf(splinters);
  }

  /** One blow: a piece is cut out, doubled, flipped, replaced, grafted or stuck in. */
  public byte[] blow(byte[] content, byte[] other, RandomGenerator random) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(1, LONGEST_CUT));
    return switch (random.nextInt(7)) {
      case 0 -> joined(content, from, new byte[0], to);
      case 1 -> joined(content, from, splinter(random), from);
      case 2 -> joined(content, from, new byte[] {(byte) random.nextInt(256)}, to);
      case 3 -> joined(content, to, slice(content, from, to), to);
      case 4 -> flipped(content, random);
      case 5 -> Arrays.copyOf(content, from);
      default -> joined(content, from, graft(other, random), from);
    };
  }

  private byte[] splinter(RandomGenerator random) {
    return splinters.get(random.nextInt(splinters.size())).getBytes(UTF_8);
  }

  private static byte[] flipped(byte[] content, RandomGenerator random) {
    byte[] flipped = content.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] graft(byte[] other, RandomGenerator random) {
    int from = random.nextInt(other.length + 1);
    return slice(other, from, from + random.nextInt(1, LONGEST_GRAFT));
  }

  private static byte[] slice(byte[] content, int from, int to) {
    return Arrays.copyOfRange(content, from, Math.min(to, content.length));
  }

  private static byte[] joined(byte[] content, int to, byte[] between, int resume) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(content, 0, to);
    joined.writeBytes(between);
    joined.write(content, resume, content.length - resume);
    return joined.toByteArray();
  }
}
