package dev.tidalctl;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.port.Prober;
import dev.tidalctl.probe.AvailabilityProbe;
import dev.tidalctl.probe.ExecProber;
import dev.tidalctl.probe.HttpProber;
import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ProbeTarget;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** Makes the probe that a cluster file asks for. */
final class Probes {
  private Probes() {}

  /** Starts asking, until closed. */
  static AvailabilityProbe start(ProbeSpec spec, Consumer<ProbeReading> readings) {
    return AvailabilityProbe.start(
        prober(spec.target()), spec.interval(), spec.timeout(), readings);
  }

  /** Asks once. */
  static ProbeAnswer askOnce(ProbeSpec spec) {
    try (Prober prober = prober(spec.target())) {
      return prober.ask(spec.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProbeAnswer.Failed("interrupted");
    }
  }

  private static Prober prober(ProbeTarget target) {
    return switch (target) {
      case ProbeTarget.Http(URI url) -> new HttpProber(url);
      case ProbeTarget.Exec(List<String> argv) -> new ExecProber(argv);
    };
  }
}
