package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.render.Figures;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Words;
import dev.tidalctl.render.live.Picture.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds one look after another at a cluster, without a run of our own, into a {@link Picture}. */
public final class WatchFold {
  private final Trends trends = new Trends();
  private Optional<ClusterStatus> last = Optional.empty();

  /** Begins with nothing seen. */
  public WatchFold() {}

  /** A moment of which nothing but the time of day is known. */
  public static Moment moment(Instant wall) {
    return new Moment(Duration.ZERO, wall);
  }

  /** Takes one look. */
  public void saw(ClusterStatus status, Moment at) {
    last = Optional.of(status);
    trends.saw(status.snapshot(), at);
  }

  /**
   * The picture; empty before the first look.
   *
   * @param stale how old the last look is and why, when it can't be repeated
   */
  public Optional<Picture> picture(Optional<String> stale) {
    return last.map(status -> picture(status, stale));
  }

  private Picture picture(ClusterStatus status, Optional<String> stale) {
    Snapshot snapshot = status.snapshot();
    return new Picture(
        "cluster " + snapshot.cluster() + " (" + status.driver() + ")",
        Optional.empty(),
        Optional.of(Picture.Cluster.of(snapshot, status.minServing(), lease(snapshot.lease()))),
        status.nodes().stream().map(this::row).toList(),
        Optional.empty(),
        Optional.empty(),
        notes(status, stale),
        status.next());
  }

  private static Note lease(Optional<LeaseHolder> lease) {
    return lease
        .map(
            holder ->
                new Note(
                    holder.abandoned() ? Tone.BAD : Tone.NORMAL,
                    "lease of "
                        + holder.owner()
                        + (holder.abandoned() ? " ran out " : " until ")
                        + Figures.clock(holder.expiresAt())))
        .orElseGet(() -> new Note(Tone.NORMAL, "no lease"));
  }

  private Picture.Row row(NodeStatus node) {
    Optional<Hold> hold = node.view().hold();
    boolean urgent =
        node.unhealthy().isPresent()
            || hold.isPresent()
            || node.status() instanceof NodeUpgradeStatus.Failed;
    return new Picture.Row(
        node.view().name(),
        node.status(),
        urgent,
        hold.map(h -> moment(h.since())),
        Optional.empty(),
        Optional.empty(),
        Optional.of(node.view()),
        node.lag(),
        trends.of(node.view().name(), node.lag()),
        node.view().version(),
        Optional.empty(),
        doing(node));
  }

  private static String doing(NodeStatus node) {
    List<String> words = new ArrayList<>();
    node.unhealthy().ifPresent(why -> words.add("not healthy: " + why));
    if (node.status() instanceof NodeUpgradeStatus.Failed(String reason)) {
      words.add(reason);
    }
    node.view().hold().ifPresent(hold -> words.add(held(hold)));
    return String.join("; ", words);
  }

  private static String held(Hold hold) {
    return "held by "
        + hold.owner()
        + ", run "
        + hold.runId()
        + (hold.reason().isBlank() ? "" : ": " + hold.reason());
  }

  private static List<Note> notes(ClusterStatus status, Optional<String> stale) {
    List<Note> notes = new ArrayList<>();
    stale.ifPresent(why -> notes.add(new Note(Tone.BAD, "STALE: " + why)));
    Snapshot snapshot = status.snapshot();
    snapshot
        .lease()
        .map(
            holder ->
                Words.of(holder.kind())
                    + " "
                    + holder.runId()
                    + holder.wanted().map(version -> " to " + version).orElse("")
                    + (holder.abandoned() ? " is abandoned" : " is under way"))
        .or(() -> status.unfinished().map(run -> "roll " + run + " is unfinished"))
        .ifPresent(run -> notes.add(new Note(Tone.MOVING, run)));
    snapshot.impediments().stream()
        .map(Impediment::why)
        .forEach(
            why -> notes.add(new Note(Tone.BAD, "nothing may be taken out of service: " + why)));
    snapshot.cautions().forEach(why -> notes.add(new Note(Tone.NORMAL, "note: " + why)));
    return notes;
  }
}
