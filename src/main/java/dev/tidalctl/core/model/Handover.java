package dev.tidalctl.core.model;

/**
 * A request to move leadership.
 *
 * @param from who leads now
 * @param to who shall lead
 * @param term in which {@code from} leads; the request is void in any other
 * @param revision of the snapshot that it was decided on
 */
public record Handover(NodeName from, NodeName to, long term, long revision) {}
