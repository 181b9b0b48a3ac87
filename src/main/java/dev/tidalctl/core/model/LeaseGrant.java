package dev.tidalctl.core.model;

import java.time.Duration;

/**
 * The right to change the cluster, as granted.
 *
 * @param token the fencing token; it only grows from holder to holder
 * @param timeToLive how long the grant lasts, counted from when it was asked for
 */
public record LeaseGrant(long token, Duration timeToLive) {}
