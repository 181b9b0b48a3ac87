package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * Where a probe stands after one more query. Queries count in the order in which they were due,
 * whichever ended first.
 *
 * @param soFar since the probe was started
 * @param answeredInRow queries answered since the last that failed
 * @param failedInRow queries failed since the last that was answered
 * @param lastFailure why the last one that failed did
 */
public record ProbeReading(
    Availability soFar, int answeredInRow, int failedInRow, Optional<String> lastFailure) {}
