package dev.tidalctl.core;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.OptionalLong;

/** How the core's sentences name things, everywhere the same. */
final class Words {
  private Words() {}

  static String of(Routing routing) {
    return switch (routing) {
      case SERVING -> "serving";
      case DRAINING -> "draining";
      case DRAINED -> "drained";
      case REJOINING -> "rejoining";
    };
  }

  static String of(Hold hold) {
    return "held by "
        + hold.owner()
        + " (run "
        + hold.runId()
        + (hold.reason().isBlank() ? "" : ", " + hold.reason())
        + ")";
  }

  static String of(Duration span) {
    if (span.toMillis() % 1000 != 0) {
      return span.toMillis() + "ms";
    }
    long seconds = span.toSeconds();
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** A place in the WAL as its database's own tools name it: PostgreSQL by LSN. */
  static String place(long seqno, Snapshot snapshot) {
    return switch (snapshot.lagUnit()) {
      case EVENTS -> "seqno " + seqno;
      case BYTES -> "LSN %X/%X".formatted(seqno >>> Integer.SIZE, seqno & 0xFFFF_FFFFL);
    };
  }

  static String lag(NodeView node, Snapshot snapshot) {
    OptionalLong lag = snapshot.lag(node);
    String unit = snapshot.lagUnit() == LagUnit.EVENTS ? " events" : " bytes";
    return lag.isEmpty() ? "lag unknown" : "lag " + lag.getAsLong() + unit;
  }

  /** What keeps a node busy, to be said after what is wrong with it; nothing where unknown. */
  static String busy(NodeView node) {
    return node.work().isEmpty() ? "" : ": " + String.join("; ", node.work());
  }
}
