package dev.tidalctl.cli;

import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.render.Trouble;
import dev.tidalctl.render.TroubleText;
import java.io.PrintWriter;

/** Tells a trouble on stderr in the format that was asked for. */
final class Troubles {
  private Troubles() {}

  static void tell(PrintWriter err, Output output, Trouble trouble) {
    switch (output) {
      case TEXT -> TroubleText.lines(trouble).forEach(err::println);
      case JSON -> err.println(JsonDocument.indented(TroubleText.json(trouble)));
      case NDJSON -> err.println(JsonDocument.line(TroubleText.json(trouble)));
    }
    err.flush();
  }
}
