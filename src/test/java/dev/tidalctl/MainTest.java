package dev.tidalctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {

  @Test
  void versionIsDataOnStdout() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "--version");

    assertEquals(0, code);
    assertTrue(out.toString().startsWith("tidalctl "), out::toString);
    assertEquals("", err.toString());
  }
}
