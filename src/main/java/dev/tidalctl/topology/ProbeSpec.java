package dev.tidalctl.topology;

import java.time.Duration;

/**
 * Queries sent all through a roll, to measure availability.
 *
 * @param target what is asked
 * @param interval from one query's start to the next one's
 * @param timeout after which a query counts as failed
 * @param pauseAfter failures in a row after which no step that takes capacity away begins, until as
 *     many in a row were answered
 */
public record ProbeSpec(ProbeTarget target, Duration interval, Duration timeout, int pauseAfter) {}
