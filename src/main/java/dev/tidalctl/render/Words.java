package dev.tidalctl.render;

import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunKind;
import java.util.Optional;

/** The words that screens and JSON use for what the core enumerates. They are stable. */
public final class Words {
  private Words() {}

  /** {@code serving}, {@code draining}, {@code drained} or {@code rejoining}. */
  public static String of(Routing routing) {
    return switch (routing) {
      case SERVING -> "serving";
      case DRAINING -> "draining";
      case DRAINED -> "drained";
      case REJOINING -> "rejoining";
    };
  }

  /** {@code leader} or {@code follower}. */
  static String of(Role role) {
    return switch (role) {
      case LEADER -> "leader";
      case FOLLOWER -> "follower";
    };
  }

  /** {@code drain}, {@code rejoin} or {@code roll}. */
  public static String of(RunKind kind) {
    return switch (kind) {
      case DRAIN -> "drain";
      case REJOIN -> "rejoin";
      case ROLL -> "roll";
    };
  }

  /** {@code events} or {@code bytes}. */
  static String of(LagUnit unit) {
    return switch (unit) {
      case EVENTS -> "events";
      case BYTES -> "bytes";
    };
  }

  /** {@code Draining}, {@code Drained}, {@code Upgrading} or {@code Rejoining}. */
  public static String of(Phase phase) {
    return switch (phase) {
      case DRAINING -> "Draining";
      case DRAINED -> "Drained";
      case UPGRADING -> "Upgrading";
      case REJOINING -> "Rejoining";
    };
  }

  /** The zone that was given to a node; empty for one that is a zone of its own. */
  static Optional<String> zone(NodeView node) {
    return zone(node.name(), node.zone());
  }

  /** The zone unless it is the node's own. */
  static Optional<String> zone(NodeName node, String zone) {
    return Optional.of(zone).filter(each -> !each.equals("node:" + node));
  }
}
