package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a run of the launcher ended. */
public record Outcome(String command, int code, String out, String err) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Fails unless it ended with this exit code. */
  public Outcome exits(int expected) {
    assertEquals(expected, code, this::toString);
    return this;
  }

  /** Fails unless stdout or stderr has this text. */
  public Outcome says(String text) {
    assertTrue(out.contains(text) || err.contains(text), () -> "no '" + text + "' in " + this);
    return this;
  }

  /** The document on stdout. */
  public JsonNode json() {
    return parse(out);
  }

  /** The command that a report or an error names to be run next. */
  public String next() {
    String next = json().path("next").asText("");
    assertTrue(next.startsWith("tidalctl "), () -> "no next command in " + this);
    return next;
  }

  private JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(toString(), e);
    }
  }

  @Override
  public String toString() {
    return command + " exited " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
  }
}
