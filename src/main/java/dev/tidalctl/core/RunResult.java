package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;

/**
 * What a run leaves behind.
 *
 * @param ending how it ended
 * @param report its events, folded
 * @param lastSeen the last look at the cluster, if there was one
 * @param next the command to run now, empty when there is nothing to do
 */
public record RunResult(
    Ending ending, RunReport report, Optional<Snapshot> lastSeen, Optional<String> next) {}
