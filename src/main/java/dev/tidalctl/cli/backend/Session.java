package dev.tidalctl.cli.backend;

import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.render.CheckReport.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A connection with one cluster. Its calls end within a limit and never throw for what is seen. */
public interface Session extends AutoCloseable {
  /**
   * Looks at the cluster.
   *
   * @param after answer as soon as the cluster has moved past this; at once when empty
   * @param of which movement counts
   * @param atMost answer after so long in any case
   */
  Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost);

  /** As {@link #look}, for a screen: what a cluster in health does not show may stay unasked. */
  default Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost) {
    return look(after, of, atMost);
  }

  /**
   * Makes a run ready; it begins when it is waited for.
   *
   * @param settings who runs it and by which policy
   * @param order what is asked for
   * @param resumption what is known of the run, when one is gone on with
   * @param journal keeps its facts
   * @param events told all that happens, in order
   */
  PreparedRun prepare(
      Settings settings,
      Order order,
      Optional<Resumption> resumption,
      RunJournal journal,
      EventSink events);

  /**
   * Reaches for everything that the file names, each by itself, but for endpoints that stand for
   * the whole cluster.
   *
   * @return what answered and what did not
   */
  default List<Finding> reach() {
    return List.of();
  }

  /**
   * Sees whether what a whole roll needs, but no single drain, is there: that writes can be held.
   *
   * @return {@code Refused} or {@code Unreachable} with what is in the way
   */
  default Reply<Done> fitToRoll() {
    return new Reply.Ok<>(new Done());
  }

  /**
   * Asks once what the file's probe asks, within its limit.
   *
   * @return empty when the file names no probe
   */
  Optional<ProbeAnswer> askProbe();

  /**
   * Breaks the lease of a run that will not come back.
   *
   * @param run whose lease
   * @param force also when it was renewed within its time to live
   */
  Reply<Done> breakLease(RunId run, boolean force);

  @Override
  void close();
}
