package dev.tidalctl.sandbox.load;

/**
 * A signal whose write was acknowledged, as the client knows it.
 *
 * @param term the leadership term of the acknowledgement
 * @param seqno the position in events that the acknowledgement named, from 1
 * @param id the id that was written
 * @param payload the content that was written
 */
public record AckedSignal(long term, long seqno, String id, String payload) {}
