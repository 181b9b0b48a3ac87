package dev.tidalctl.sandbox.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An immutable JSON object: a small tree over Jackson's streaming core.
 *
 * <p>Databind would be shorter to use, but costs a third of a second at the start of every node
 * process, and node restarts are what the sandbox is for. A member that is JSON null reads as
 * absent, an empty {@link Optional} is written as null.
 */
public final class JsonObject {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /** Starts an object; members keep the order in which they are put. */
  public static Builder builder() {
    return new Builder();
  }

  /** The object without members. */
  public static JsonObject empty() {
    return new JsonObject(Map.of());
  }

  /**
   * Reads one object.
   *
   * @param bytes UTF-8 text; nothing at all reads as the empty object
   * @throws Problem {@code bad_request} when it is not one well-formed JSON object
   */
  public static JsonObject parse(byte[] bytes) {
    if (bytes.length == 0) {
      return empty();
    }
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Problem.of(ProblemCode.BAD_REQUEST, "a JSON object is expected");
      }
      JsonObject object = readObject(parser);
      if (parser.nextToken() != null) {
        throw Problem.of(ProblemCode.BAD_REQUEST, "there is something after the JSON object");
      }
      return object;
    } catch (IOException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "not well-formed JSON: " + firstLine(e));
    }
  }

  /** A text member. {@code bad_request} when it is absent or no text. */
  public String text(String name) {
    return optText(name).orElseThrow(() -> missing(name, "a text"));
  }

  /** A text member, if it is there. */
  public Optional<String> optText(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> cast(name, value, String.class));
  }

  /** A whole number. {@code bad_request} when it is absent or no whole number. */
  public long number(String name) {
    return optNumber(name).orElseThrow(() -> missing(name, "a whole number"));
  }

  /** A whole number that fits an int, such as a shard or a count. */
  public int integer(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw missing(name, "a whole number of 32 bits");
    }
    return (int) number;
  }

  /** A whole number, if it is there. */
  public OptionalLong optNumber(String name) {
    Object value = members.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(cast(name, value, Long.class));
  }

  /** A truth value; absent is false. */
  public boolean flag(String name) {
    Object value = members.get(name);
    return value != null && cast(name, value, Boolean.class);
  }

  /** A time (RFC 3339). {@code bad_request} when it is absent or no time. */
  public Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw missing(name, "an RFC 3339 time");
    }
  }

  /** A nested object. {@code bad_request} when it is absent or no object. */
  public JsonObject object(String name) {
    return optObject(name).orElseThrow(() -> missing(name, "an object"));
  }

  /** A nested object, if it is there. */
  public Optional<JsonObject> optObject(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> cast(name, value, JsonObject.class));
  }

  /** The objects of an array; absent is empty. */
  public List<JsonObject> objects(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : cast(name, value, List.class)) {
      objects.add(cast(name, element, JsonObject.class));
    }
    return List.copyOf(objects);
  }

  /** The document in UTF-8, on one line. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, this);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  private static JsonObject readObject(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      readValue(parser).ifPresent(value -> members.put(name, value));
    }
    return new JsonObject(members);
  }

  private static Optional<Object> readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return Optional.of(readObject(parser));
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        readValue(parser).ifPresent(elements::add);
      }
      return Optional.of(elements);
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return Optional.of(parser.getLongValue());
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return Optional.of(parser.getDoubleValue());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return Optional.of(parser.getBooleanValue());
    }
    return token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getText());
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case JsonObject object -> {
        out.writeStartObject();
        for (Map.Entry<String, Object> member : object.members.entrySet()) {
          out.writeFieldName(member.getKey());
          write(out, member.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      case Optional<?> optional when optional.isPresent() -> write(out, optional.get());
      case OptionalLong optional when optional.isPresent() -> out.writeNumber(optional.getAsLong());
      case OptionalDouble optional when optional.isPresent() ->
          out.writeNumber(optional.getAsDouble());
      case Optional<?> absent -> out.writeNull();
      case OptionalLong absent -> out.writeNull();
      case OptionalDouble absent -> out.writeNull();
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      default -> out.writeString(value.toString());
    }
  }

  private static <T> T cast(String name, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw missing(name, "a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
    return type.cast(value);
  }

  private static Problem missing(String name, String wanted) {
    return Problem.of(
        ProblemCode.BAD_REQUEST, "member \"" + name + "\" is missing or is not " + wanted);
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }

  /** Puts an object together. */
  public static final class Builder {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Puts one member.
     *
     * @param value a text, number, truth value, {@link JsonObject}, list, optional of these (empty
     *     is null), or anything else, which is written as its {@code toString}
     */
    public Builder put(String name, Object value) {
      members.put(name, value);
      return this;
    }

    /** The object made of what was put so far. */
    public JsonObject build() {
      return new JsonObject(new LinkedHashMap<>(members));
    }
  }
}
