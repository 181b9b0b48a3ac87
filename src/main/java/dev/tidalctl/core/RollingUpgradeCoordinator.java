package dev.tidalctl.core;

import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.Pacer;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.core.port.Stagehand;
import java.util.List;

/**
 * Upgrades the nodes of a cluster one after another while it keeps answering: drain, upgrade,
 * rejoin, the leader last. Drain and rejoin of a single node are the same run, cut short.
 *
 * <ol>
 *   <li>Observe: wait for an input, an effect's outcome or the passing of time.
 *   <li>Decide: hand it to the {@link UpgradeRun}, which decides purely on what it has seen.
 *   <li>Act: start the effects that it names, and wait again, until the run has ended.
 * </ol>
 */
public final class RollingUpgradeCoordinator {
  private final Settings settings;
  private final Stagehand stagehand;
  private final Pacer pacer;
  private final RunJournal journal;
  private final EventSink events;

  /**
   * Connects the coordinator to its surroundings.
   *
   * @param settings what holds throughout a run
   * @param stagehand carries effects out
   * @param pacer the clock
   * @param journal keeps a roll's facts
   * @param events takes up the events, in order, each before it is acted on
   */
  public RollingUpgradeCoordinator(
      Settings settings, Stagehand stagehand, Pacer pacer, RunJournal journal, EventSink events) {
    this.settings = settings;
    this.stagehand = stagehand;
    this.pacer = pacer;
    this.journal = journal;
    this.events = events;
  }

  /**
   * Carries an order out. Blocks until the run has ended, in success, failure or by request; what
   * the cluster does is never thrown.
   *
   * @param order a drain, a rejoin or a roll
   */
  public RunResult run(Order order) {
    ReportFold report = new ReportFold();
    return drive(
        new UpgradeRun(settings, order, journal, List.of(report, events), pacer.now()),
        order,
        report);
  }

  /**
   * Goes on with a roll whose process ended. Blocks likewise.
   *
   * @param order what is asked for from now on
   * @param resumption what is known of the run
   */
  public RunResult resume(Order.Roll order, Resumption resumption) {
    ReportFold report = new ReportFold();
    Moment now = pacer.now();
    resumption.history().stream().flatMap(h -> h.retold(now).stream()).forEach(report::accept);
    return drive(
        new UpgradeRun(settings, order, resumption, journal, List.of(report, events), now),
        order,
        report);
  }

  private RunResult drive(UpgradeRun run, Order order, ReportFold report) {
    Input input = new Input.Tick();
    while (run.ending().isEmpty()) {
      run.step(input, pacer.now()).forEach(e -> stagehand.start(e.id(), e.effect()));
      if (run.ending().isEmpty()) {
        input = stagehand.next(run.idleFor(pacer.now()));
      }
    }
    return NextStep.result(
        run.ending().orElseThrow(), report.report(), order, settings.next(), run.lastSeen());
  }
}
