package dev.tidalctl.sandbox.load;

/**
 * One failed request.
 *
 * @param kind {@code query} or {@code write}
 * @param at when it failed, RFC 3339 in UTC
 * @param afterMs milliseconds since its intended send
 * @param reason what went wrong
 */
public record Failure(String kind, String at, long afterMs, String reason) {}
