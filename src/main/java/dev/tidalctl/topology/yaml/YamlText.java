package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.yaml.snakeyaml.reader.StreamReader;

/** The bytes of a file as text that YAML admits. */
public final class YamlText {
  /** The largest file that is read, in bytes. */
  public static final int LARGEST = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private YamlText() {}

  /**
   * Decodes strictly, after a byte order mark if there is one.
   *
   * @param bytes the file's content
   * @param problems takes what is wrong, if anything
   * @return the text; empty when there was a problem
   */
  public static Optional<String> decode(byte[] bytes, Consumer<Problem> problems) {
    if (bytes.length > LARGEST) {
      problems.accept(Problem.ofWholeFile("larger than 1 MiB, which no cluster file needs to be"));
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), decoded, true).isError();
    String text = withoutByteOrderMark(decoded.flip().toString());
    if (malformed) {
      problems.accept(
          endOf(text).problem("not UTF-8 from here on: save the file in that encoding"));
      return Optional.empty();
    }
    OptionalInt unprintable = firstUnprintable(text);
    if (unprintable.isPresent()) {
      String before = text.substring(0, unprintable.getAsInt());
      problems.accept(
          endOf(before)
              .problem(
                  "the character U+%04X is not allowed in YAML"
                      .formatted(text.codePointAt(unprintable.getAsInt()))));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static String withoutByteOrderMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static OptionalInt firstUnprintable(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!StreamReader.isPrintable(codePoint)) {
        return OptionalInt.of(at);
      }
      at += Character.charCount(codePoint);
    }
    return OptionalInt.empty();
  }

  private static Position endOf(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = Math.toIntExact(text.chars().filter(each -> each == '\n').count()) + 1;
    return new Position(line, text.codePointCount(lineStart, text.length()) + 1);
  }
}
