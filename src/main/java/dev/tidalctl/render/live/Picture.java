package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that one frame shows, whatever the size of the window.
 *
 * @param title what goes on
 * @param since when it began; empty where nothing begins
 * @param cluster as seen last; empty before the first look
 * @param rows one a node, in the order of the cluster file
 * @param progress how far a roll is; empty outside one
 * @param availability what the probe measured; empty outside a roll
 * @param notes what the operator should know now, the most urgent first
 * @param next the command that goes on, while the roll stops or nobody is at work
 */
public record Picture(
    String title,
    Optional<Moment> since,
    Optional<Cluster> cluster,
    List<Row> rows,
    Optional<Progress> progress,
    Optional<String> availability,
    List<Note> notes,
    Optional<String> next) {
  /** Keeps its own copies. */
  public Picture {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * The cluster as a whole.
   *
   * @param serving how many nodes answer and take client work
   * @param total how many there are
   * @param minimum how many must serve
   * @param leader who leads
   * @param lease who may change it, until when, in words
   */
  public record Cluster(
      int serving, int total, int minimum, Optional<NodeName> leader, Note lease) {
    static Cluster of(Snapshot seen, int minimum, Note lease) {
      int serving =
          (int)
              seen.nodes().stream()
                  .filter(node -> node.routing() == Routing.SERVING && node.reachable())
                  .count();
      return new Cluster(serving, seen.nodes().size(), minimum, seen.leader(), lease);
    }
  }

  /**
   * One node.
   *
   * @param name which
   * @param status where it stands in an upgrade
   * @param urgent whether it is shown before others: it is in hand, has failed, or is not healthy
   * @param since when the wait that it is in began
   * @param limit how long that may last
   * @param turnLimit how long that and all that comes after it in its turn may last
   * @param view as seen last
   * @param lag in the cluster's lag unit; empty when unknown
   * @param trend of the lag
   * @param from the version found first; empty where that is not known
   * @param to the version wanted; empty where none was named
   * @param doing what is done with it, or is wrong with it
   */
  public record Row(
      NodeName name,
      NodeUpgradeStatus status,
      boolean urgent,
      Optional<Moment> since,
      Optional<Duration> limit,
      Optional<Duration> turnLimit,
      Optional<NodeView> view,
      OptionalLong lag,
      Trend trend,
      Optional<Version> from,
      Optional<Version> to,
      String doing) {
    /** Whether its turn has begun and not ended. */
    boolean inHand() {
      return !status.ended() && !(status instanceof NodeUpgradeStatus.Pending);
    }

    boolean complete() {
      return status instanceof NodeUpgradeStatus.Complete;
    }

    boolean pending() {
      return status instanceof NodeUpgradeStatus.Pending;
    }
  }

  /**
   * How far a roll is.
   *
   * @param skipped how many nodes of the cluster it leaves alone
   * @param pace what it needs a node, by those finished since this process began; empty before
   * @param turn when the turn under way, or the time after the last one, began
   * @param over whether nothing more will come
   */
  public record Progress(
      int skipped, Optional<Duration> pace, Optional<Moment> turn, boolean over) {}

  /**
   * Something to be told.
   *
   * @param tone how urgent it is
   * @param text what
   */
  public record Note(Tone tone, String text) {}
}
