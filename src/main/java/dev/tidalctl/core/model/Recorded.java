package dev.tidalctl.core.model;

/**
 * An event with its place in the run.
 *
 * @param seq counted from 1 within the run, without gaps
 * @param at when it happened, by this machine's clocks
 * @param event what
 */
public record Recorded(long seq, Moment at, Event event) {}
