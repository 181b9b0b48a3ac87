package dev.tidalctl;

import dev.tidalctl.act.SystemPacer;
import dev.tidalctl.act.VirtualStagehand;
import dev.tidalctl.cli.backend.PreparedRun;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.RollingUpgradeCoordinator;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.hook.OperatorHooks;
import dev.tidalctl.probe.AvailabilityProbe;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.topology.ProbeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cluster, over one driver. */
record DriverSession(
    Driver driver,
    Commands commands,
    OperatorHooks hooks,
    Optional<ProbeSpec> probe,
    Map<String, String> environment)
    implements Session {
  @Override
  public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    return driver.look(after, of, atMost);
  }

  @Override
  public Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost) {
    return driver.glance(after, of, atMost);
  }

  @Override
  public PreparedRun prepare(
      Settings settings,
      Order order,
      Optional<Resumption> resumption,
      RunJournal journal,
      EventSink events) {
    VirtualStagehand stagehand =
        new VirtualStagehand(
            driver.controlPlane(),
            driver.walShipper(),
            driver.lease(),
            driver.upgrader(commands.upgrader()),
            hooks);
    RollingUpgradeCoordinator coordinator =
        new RollingUpgradeCoordinator(settings, stagehand, new SystemPacer(), journal, events);
    return new PreparedRun() {
      @Override
      public RunResult toItsEnd() {
        if (order instanceof Order.Roll) {
          commands.expectWork();
        }
        Optional<AvailabilityProbe> asking =
            probe
                .filter(spec -> order instanceof Order.Roll)
                .map(spec -> Probes.start(spec, environment, stagehand::probed));
        try {
          return order instanceof Order.Roll roll && resumption.isPresent()
              ? coordinator.resume(roll, resumption.get())
              : coordinator.run(order);
        } finally {
          asking.ifPresent(AvailabilityProbe::close);
        }
      }

      @Override
      public void ask(Input.Stop how) {
        stagehand.ask(how);
      }
    };
  }

  @Override
  public List<Finding> reach() {
    return driver.reach();
  }

  @Override
  public Reply<Done> fitToRoll() {
    return driver.fitToRoll();
  }

  @Override
  public Optional<ProbeAnswer> askProbe() {
    return probe.map(spec -> Probes.askOnce(spec, environment));
  }

  @Override
  public Reply<Done> breakLease(RunId run, boolean force) {
    return driver.lease().breakLease(run, force);
  }

  @Override
  public void close() {
    hooks.close();
    commands.close();
    driver.close();
  }
}
