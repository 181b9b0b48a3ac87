package dev.tidalctl;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.port.Prober;
import dev.tidalctl.probe.AvailabilityProbe;
import dev.tidalctl.probe.ExecProber;
import dev.tidalctl.probe.HttpProber;
import dev.tidalctl.probe.SqlProber;
import dev.tidalctl.sql.SqlClient;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ProbeTarget;
import dev.tidalctl.topology.SqlSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the probe that a cluster file asks for. */
final class Probes {
  private Probes() {}

  /** Starts asking, until closed. */
  static AvailabilityProbe start(
      ProbeSpec spec, Map<String, String> environment, Consumer<ProbeReading> readings) {
    return AvailabilityProbe.start(
        prober(spec.target(), environment), spec.interval(), spec.timeout(), readings);
  }

  /** Asks once. */
  static ProbeAnswer askOnce(ProbeSpec spec, Map<String, String> environment) {
    try (Prober prober = prober(spec.target(), environment)) {
      return prober.ask(spec.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProbeAnswer.Failed("interrupted");
    }
  }

  private static Prober prober(ProbeTarget target, Map<String, String> environment) {
    return switch (target) {
      case ProbeTarget.Http(URI url) -> new HttpProber(url);
      case ProbeTarget.Exec(List<String> argv) -> new ExecProber(argv);
      case ProbeTarget.Sql(HostPort address, SqlSpec login) ->
          new SqlProber(new SqlClient(address, login, environment));
    };
  }
}
