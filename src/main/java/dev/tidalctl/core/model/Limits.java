package dev.tidalctl.core.model;

import java.time.Duration;

/**
 * How long each wait may last. All positive.
 *
 * @param drain a drain, from the first change to drained (default 30 s)
 * @param upgrade the upgrade command (default 30 min)
 * @param rejoin a rejoin <em>without any progress</em> (default 60 s)
 * @param rejoinOverall a rejoin from beginning to end, progress or not
 * @param leadership a change of leader, all attempts together (default 60 s)
 */
public record Limits(
    Duration drain,
    Duration upgrade,
    Duration rejoin,
    Duration rejoinOverall,
    Duration leadership) {}
