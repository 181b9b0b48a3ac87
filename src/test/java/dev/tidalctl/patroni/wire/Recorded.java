package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Answers recorded from live clusters; see the README beside them. */
final class Recorded {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recorded() {}

  /** A document, by Patroni's version and its name. */
  static JsonNode json(String name) throws IOException {
    return JSON.readTree(bytes(name + ".json"));
  }

  /**
   * The answer to a change.
   *
   * @param status of HTTP
   * @param text the body
   */
  record Answer(int status, String text) {}

  /** What was answered to it by that version. */
  static Answer posted(String version, String what) throws IOException {
    String text = new String(bytes(version + "/posts.txt"), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n"))
        .map(line -> line.split("\\|", 3))
        .filter(line -> line[0].equals(what))
        .map(line -> new Answer(Integer.parseInt(line[1]), line[2]))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Recorded.class.getResourceAsStream("/dev/tidalctl/patroni/recorded/" + name), name)) {
      return in.readAllBytes();
    }
  }
}
