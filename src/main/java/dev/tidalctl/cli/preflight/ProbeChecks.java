package dev.tidalctl.cli.preflight;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ProbeTarget;
import dev.tidalctl.topology.SqlSpec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the probe would be answered during a roll; asks once. */
final class ProbeChecks {
  /** A command that takes more intervals than this keeps many of its kind running at once. */
  private static final int INTERVALS = 4;

  private final ClusterFile file;
  private final Backend backend;

  ProbeChecks(ClusterFile file, Backend backend) {
    this.file = file;
    this.backend = backend;
  }

  /** Nothing for a file without a probe. */
  List<Finding> findings() {
    if (file.probe().isEmpty()) {
      return List.of();
    }
    ProbeSpec probe = file.probe().get();
    List<Finding> findings = new ArrayList<>();
    answer()
        .ifPresent(
            answer ->
                findings.add(
                    switch (answer) {
                      case ProbeAnswer.Answered(Duration took) -> answered(probe, took);
                      case ProbeAnswer.Failed(String why) -> failed(probe, why);
                    }));
    endless(probe).ifPresent(findings::add);
    return findings;
  }

  private Optional<ProbeAnswer> answer() {
    try (Session session = backend.open(file)) {
      return session.askProbe();
    }
  }

  private static Finding answered(ProbeSpec probe, Duration took) {
    boolean slow =
        probe.target() instanceof ProbeTarget.Exec
            && took.compareTo(probe.interval().multipliedBy(INTERVALS)) > 0;
    return slow
        ? Findings.warn(
            "probe",
            name(probe)
                + " took "
                + took.toMillis()
                + " ms: at an interval of "
                + probe.interval().toMillis()
                + " ms many of it run at once",
            "a longer probe.interval")
        : Findings.pass("probe", name(probe) + " answered in " + took.toMillis() + " ms");
  }

  private static Finding failed(ProbeSpec probe, String why) {
    return Findings.fail(
        "probe",
        name(probe) + " was not answered: " + why + "; a roll would wait for it, then stop",
        "see to the service, or correct the file's probe");
  }

  /** A pause that could not end before the roll gives up waiting. */
  private Optional<Finding> endless(ProbeSpec probe) {
    Duration shortest = probe.interval().multipliedBy(probe.pauseAfter());
    Duration limit = file.policy().timeouts().drain();
    return shortest.compareTo(limit) < 0
        ? Optional.empty()
        : Optional.of(
            Findings.warn(
                "probe",
                "once paused, a roll needs "
                    + probe.pauseAfter()
                    + " answers in a row, "
                    + shortest.toSeconds()
                    + " s at the least, and waits for timeouts.drain, "
                    + limit.toSeconds()
                    + " s",
                "a shorter probe.interval, or a longer timeouts.drain"));
  }

  /** Without path and query, which may hold a secret. */
  private static String name(ProbeSpec probe) {
    return switch (probe.target()) {
      case ProbeTarget.Http(URI url) -> url.getScheme() + "://" + url.getRawAuthority();
      case ProbeTarget.Exec(List<String> argv) -> argv.getFirst();
      case ProbeTarget.Sql(HostPort(String host, int port), SqlSpec login) ->
          "PostgreSQL at " + host + ":" + port;
    };
  }
}
