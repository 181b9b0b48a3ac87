package dev.tidalctl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ValueReaderTest {
  @Test
  void whatIsShownMovesNoCursor() {
    UnknownKind unfit =
        assertThrows(
            UnknownKind.class,
            () -> ValueReader.read(TextNode.valueOf("a\u009b2J\u202eb"), Instant.class));

    assertEquals("\"a 2J b\" instead of a time", unfit.what());
  }
}
