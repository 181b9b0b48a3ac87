package dev.tidalctl.render;

import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Routing;

/** Whether text is coloured, and what each colour means. */
public enum Style {
  /** No escape sequence is ever written. */
  PLAIN,
  /** ANSI colours, for a terminal that wants them. */
  COLOURED;

  private static final String RESET = "\u001b[0m";

  /** What a colour says. */
  public enum Tone {
    /** As it should be. */
    GOOD("\u001b[32m"),
    /** On its way. */
    MOVING("\u001b[33m"),
    /** Wants an operator. */
    BAD("\u001b[31m"),
    /** A heading. */
    HEADING("\u001b[1m"),
    /** Nothing special. */
    NORMAL("");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** The text in that tone. */
  public String paint(Tone tone, String text) {
    return this == PLAIN || tone.code.isEmpty() ? text : tone.code + text + RESET;
  }

  /** The tone of a status. */
  public static Tone toneOf(NodeUpgradeStatus status) {
    return switch (status) {
      case NodeUpgradeStatus.Pending() -> Tone.NORMAL;
      case NodeUpgradeStatus.Draining() -> Tone.MOVING;
      case NodeUpgradeStatus.Drained() -> Tone.MOVING;
      case NodeUpgradeStatus.Upgrading() -> Tone.MOVING;
      case NodeUpgradeStatus.Rejoining() -> Tone.MOVING;
      case NodeUpgradeStatus.Complete() -> Tone.GOOD;
      case NodeUpgradeStatus.Failed f -> Tone.BAD;
    };
  }

  /** The tone of a routing state. */
  public static Tone toneOf(Routing routing) {
    return switch (routing) {
      case SERVING -> Tone.GOOD;
      case DRAINING, DRAINED, REJOINING -> Tone.MOVING;
    };
  }
}
