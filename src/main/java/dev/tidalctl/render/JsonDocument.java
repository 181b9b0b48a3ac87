package dev.tidalctl.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A JSON document as programs read it: {@code apiVersion} and {@code kind} first, fields in a fixed
 * order, null for what is not known.
 */
public final class JsonDocument {
  /** The version of every document that tidalctl writes. */
  public static final String API_VERSION = "tidalctl/v1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final ObjectWriter INDENTED =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withArrayEmptySeparator("")
                      .withObjectEmptySeparator(""))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonDocument() {}

  /** An object that holds {@code apiVersion} and {@code kind} so far. */
  public static ObjectNode of(String kind) {
    return object().put("apiVersion", API_VERSION).put("kind", kind);
  }

  /** The document on several lines, without a final line end. */
  public static String indented(ObjectNode document) {
    return write(INDENTED, document);
  }

  /** The document on one line, without a line end. */
  public static String line(ObjectNode document) {
    return write(MAPPER.writer(), document);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode put(ObjectNode object, String field, Optional<String> text) {
    return object.put(field, text.orElse(null));
  }

  static ObjectNode put(ObjectNode object, String field, OptionalInt count) {
    return count.isPresent() ? object.put(field, count.getAsInt()) : object.putNull(field);
  }

  static ObjectNode put(ObjectNode object, String field, OptionalLong count) {
    return count.isPresent() ? object.put(field, count.getAsLong()) : object.putNull(field);
  }

  static ObjectNode put(ObjectNode object, String field, Instant instant) {
    return object.put(field, Figures.instant(instant));
  }

  static ObjectNode put(ObjectNode object, String field, BigDecimal number) {
    return object.put(field, number);
  }

  private static String write(ObjectWriter writer, ObjectNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
