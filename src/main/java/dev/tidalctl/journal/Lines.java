package dev.tidalctl.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The records of a journal file. Each is one line: the CRC-32C of the rest in 8 hexadecimal digits,
 * a space, the length of the text in bytes, a space, the text, a newline.
 *
 * <ol>
 *   <li>A record is written at once and synced before the next, so that only the last can be torn.
 *   <li>An unfit line with no fit line after it is a torn tail: it was never acted on.
 *   <li>An unfit line before a fit one is damage: what was acted on is not what stands there.
 * </ol>
 */
final class Lines {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{8}) (([0-9]{1,9}) (.*))", Pattern.DOTALL);

  private Lines() {}

  /**
   * One record.
   *
   * @param number counted from 1
   * @param offset of its first byte in the file, empty when it is kept by itself
   * @param text what it says
   */
  record Line(int number, OptionalInt offset, String text) {
    /** How to find it. */
    String place() {
      return "record " + number + (offset.isPresent() ? " (byte " + offset.getAsInt() + ")" : "");
    }
  }

  /**
   * All records of a file.
   *
   * @param lines those that are whole
   * @param end the offset after the last of them; what follows is a torn tail
   */
  record Found(List<Line> lines, int end) {
    Found {
      lines = List.copyOf(lines);
    }
  }

  static byte[] line(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    String checked = length + " " + text;
    return (checksum(checked) + " " + checked + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads all records.
   *
   * @param name of the file, for messages
   * @throws Distrust when one in the middle is damaged
   */
  static Found read(byte[] bytes, String name) throws Distrust {
    List<Line> lines = new ArrayList<>();
    int end = 0;
    Optional<Integer> damaged = Optional.empty();
    for (int from = 0; from < bytes.length; ) {
      int newline = newline(bytes, from);
      if (newline < 0) {
        break;
      }
      Optional<String> text = text(bytes, from, newline);
      if (text.isPresent() && damaged.isPresent()) {
        throw new Distrust(
            "%s is damaged at record %d (byte %d): its checksum does not fit, and whole records follow"
                .formatted(name, lines.size() + 1, damaged.get()),
            "look at the cluster with status, bring held nodes back with rejoin, and put the"
                + " folder of this run aside");
      }
      if (text.isPresent()) {
        lines.add(new Line(lines.size() + 1, OptionalInt.of(from), text.get()));
        end = newline + 1;
      } else if (damaged.isEmpty()) {
        damaged = Optional.of(from);
      }
      from = newline + 1;
    }
    return new Found(lines, end);
  }

  private static int newline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> text(byte[] bytes, int from, int to) {
    return text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  /** What a line without its newline says; empty when it is not whole. */
  static Optional<String> text(String whole) {
    Matcher line = LINE.matcher(whole);
    if (!line.matches() || !line.group(1).equals(checksum(line.group(2)))) {
      return Optional.empty();
    }
    String text = line.group(4);
    return Optional.of(text)
        .filter(t -> t.getBytes(StandardCharsets.UTF_8).length == Integer.parseInt(line.group(3)));
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", sum.getValue());
  }
}
