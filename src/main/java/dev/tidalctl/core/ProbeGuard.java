package dev.tidalctl.core;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether clients are answered, so that more capacity may be taken away.
 *
 * <ol>
 *   <li>Until the probe has had an answer nothing is known, and nothing is taken away.
 *   <li>After {@code pauseAfter} failures in a row neither, until as many queries in a row were
 *       answered. Both changes are recorded.
 *   <li>A node that is out of service already is worked on whatever the probe says: bringing it
 *       back is what gives capacity.
 *   <li>What was counted is recorded with each change, at each batch's end and at the run's end, as
 *       the difference to the record before, so that the records of several processes add up.
 * </ol>
 *
 * Without a probe nothing is held back and nothing recorded.
 */
final class ProbeGuard {
  private static final Duration GLIMPSES = Duration.ofSeconds(1);

  private enum Clients {
    UNKNOWN,
    ANSWERED,
    FAILING
  }

  private final OptionalInt pauseAfter;
  private final Ledger ledger;
  private Clients clients = Clients.UNKNOWN;
  private ProbeReading latest = new ProbeReading(Availability.NONE, 0, 0, Optional.empty());
  private Availability recorded = Availability.NONE;
  private Optional<Moment> shown = Optional.empty();

  private ProbeGuard(OptionalInt pauseAfter, Ledger ledger) {
    this.pauseAfter = pauseAfter;
    this.ledger = ledger;
  }

  /** Only a roll has a probe. */
  static ProbeGuard of(Order order, Policy policy, Ledger ledger) {
    return new ProbeGuard(
        order instanceof Order.Roll ? policy.pauseAfter() : OptionalInt.empty(), ledger);
  }

  /** Takes up a reading. */
  void take(ProbeReading reading, Moment now) {
    if (pauseAfter.isEmpty()) {
      return;
    }
    latest = reading;
    glimpse(now);
    int row = pauseAfter.getAsInt();
    switch (clients) {
      case UNKNOWN -> {
        if (reading.answeredInRow() > 0) {
          clients = Clients.ANSWERED;
        } else if (reading.failedInRow() >= row) {
          failing(now);
        }
      }
      case ANSWERED -> {
        if (reading.failedInRow() >= row) {
          failing(now);
        }
      }
      case FAILING -> {
        if (reading.answeredInRow() >= row) {
          clients = Clients.ANSWERED;
          ledger.record(new Event.ProbeAnswering(toRecord(), reading.answeredInRow()), now);
        }
      }
    }
  }

  private void glimpse(Moment now) {
    if (shown.filter(last -> now.since(last).compareTo(GLIMPSES) < 0).isEmpty()) {
      shown = Optional.of(now);
      ledger.show(new Event.ProbeGlimpsed(latest.soFar().since(recorded)), now);
    }
  }

  private void failing(Moment now) {
    clients = Clients.FAILING;
    ledger.record(new Event.ProbeFailing(toRecord(), latest.failedInRow(), why()), now);
  }

  /** Whether capacity may be taken away now. */
  Verdict verdict() {
    if (pauseAfter.isEmpty()) {
      return new Verdict.Go();
    }
    return switch (clients) {
      case ANSWERED -> new Verdict.Go();
      case UNKNOWN ->
          new Verdict.Hold(
              "the probe has had no answer yet"
                  + latest.lastFailure().map(why -> " (" + why + ")").orElse(""));
      case FAILING ->
          new Verdict.Hold(
              latest.failedInRow() > 0
                  ? "the probe is not answered: "
                      + latest.failedInRow()
                      + (latest.failedInRow() == 1 ? " query" : " queries in a row")
                      + " failed ("
                      + why()
                      + ")"
                  : "the probe is answered again, "
                      + latest.answeredInRow()
                      + " of "
                      + pauseAfter.getAsInt()
                      + " times in a row so far");
    };
  }

  /** Whether this batch may be begun: the verdict, unless none of its nodes takes clients. */
  Verdict allows(Collection<NodeName> batch, Snapshot snapshot) {
    boolean takesCapacity =
        batch.stream()
            .flatMap(name -> snapshot.node(name).stream())
            .anyMatch(node -> node.routing() == Routing.SERVING && node.reachable());
    return takesCapacity ? verdict() : new Verdict.Go();
  }

  /** Records what was counted since the last record, if anything. */
  void measured(Moment now) {
    Availability since = toRecord();
    if (since.answered() + since.failed() > 0) {
      ledger.record(new Event.ProbeMeasured(since), now);
    }
  }

  private Availability toRecord() {
    Availability since = latest.soFar().since(recorded);
    recorded = latest.soFar();
    return since;
  }

  private String why() {
    return latest.lastFailure().orElse("no reason given");
  }
}
