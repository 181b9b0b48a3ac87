package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.EventJson;
import dev.tidalctl.render.EventText;
import dev.tidalctl.render.Style;

/** How a run is shown while it goes on. */
final class Progress {
  private Progress() {}

  /**
   * What shows a run's events: nothing for json or {@code -q}, event lines on stdout for ndjson,
   * else a live screen on a terminal for a roll, else lines on stderr.
   */
  static Display of(CommandContext context, RunKind kind) {
    return switch (context.output()) {
      case JSON -> Display.NONE;
      case NDJSON -> event -> EventJson.of(event).ifPresent(context::print);
      case TEXT -> text(context, kind);
    };
  }

  private static Display text(CommandContext context, RunKind kind) {
    if (context.quiet()) {
      return Display.NONE;
    }
    boolean inDetail = context.verbose() || context.debug();
    if (kind == RunKind.ROLL && context.errStyle() == Style.COLOURED && !inDetail) {
      return new LiveRoll(context);
    }
    EventText lines =
        new EventText(inDetail ? EventText.Detail.EVERYTHING : EventText.Detail.TRANSITIONS);
    return event -> lines.line(event).ifPresent(context::show);
  }
}
