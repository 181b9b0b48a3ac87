package dev.tidalctl.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and writes the bodies. */
final class Json {
  /** Bounds the memory that the tree of a whole body takes, whatever is in it, to some 50 MB. */
  private static final long MOST_TOKENS = 500_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /** The value that {@code bytes} hold, empty when they hold none, not exactly one, or no UTF-8. */
  static Optional<JsonNode> read(byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      JsonNode node = MAPPER.readTree(text.toString());
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static byte[] write(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
