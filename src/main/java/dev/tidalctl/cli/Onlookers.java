package dev.tidalctl.cli;

import dev.tidalctl.cli.files.MetricsFile;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.EventSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are told how a run goes. A folder on a server that is gone must not hold the run up:
 * each has a thread of its own, and is waited for no longer than a few seconds at the end.
 */
final class Onlookers implements EventSink, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CommandContext context;
  private final Map<String, Relay> relays = new LinkedHashMap<>();

  private Onlookers(CommandContext context) {
    this.context = context;
  }

  /** The metrics file and the log file, where there are such. */
  static Onlookers of(CommandContext context, Optional<MetricsFile> metrics) {
    Onlookers onlookers = new Onlookers(context);
    metrics.ifPresent(file -> onlookers.relays.put("the metrics file", Relay.to(file::accept)));
    context
        .logFile()
        .ifPresent(file -> onlookers.relays.put("the log file", Relay.to(file::accept)));
    return onlookers;
  }

  @Override
  public void accept(Recorded event) {
    relays.values().forEach(relay -> relay.accept(event));
  }

  @Override
  public void close() {
    relays.forEach(
        (name, relay) ->
            relay
                .closeWithin(PATIENCE)
                .ifPresent(why -> context.aside(name + " may lack the run's end: " + why)));
    context.showAsides();
  }
}
