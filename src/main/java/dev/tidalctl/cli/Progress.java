package dev.tidalctl.cli;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.render.EventJson;
import dev.tidalctl.render.EventText;
import dev.tidalctl.render.LiveTable;
import dev.tidalctl.render.Style;
import java.util.function.Consumer;

/** How a run is shown while it goes on. */
final class Progress {
  private Progress() {}

  /**
   * The sink for a run's events: nothing for json or {@code -q}, event lines on stdout for ndjson,
   * else a live table on a terminal for a roll, else lines on stderr.
   */
  static EventSink of(CommandContext context, RunKind kind) {
    return switch (context.output()) {
      case JSON -> event -> {};
      case NDJSON -> event -> EventJson.of(event).ifPresent(context::print);
      case TEXT -> text(context, kind)::accept;
    };
  }

  private static Consumer<Recorded> text(CommandContext context, RunKind kind) {
    if (context.quiet()) {
      return event -> {};
    }
    boolean inDetail = context.verbose() || context.debug();
    if (kind == RunKind.ROLL && context.errStyle() == Style.COLOURED && !inDetail) {
      return new LiveTable(context.err(), context.terminal().height(), context.errStyle())::accept;
    }
    EventText lines =
        new EventText(inDetail ? EventText.Detail.EVERYTHING : EventText.Detail.TRANSITIONS);
    return event -> lines.line(event).ifPresent(context::note);
  }
}
