package dev.tidalctl.sandbox.wal;

import dev.tidalctl.sandbox.wire.JsonObject;

/**
 * A place in the history: the last event that is there.
 *
 * @param term the leadership term in which the event was written; 0 before the first event
 * @param seqno the event's number, counted from 1; 0 before the first event
 */
public record Position(long term, long seqno) {
  /** Before the first event. */
  public static final Position START = new Position(0, 0);

  /** Reads {@code {"term":1,"seqno":90}}. */
  public static Position from(JsonObject document) {
    return new Position(document.number("term"), document.number("seqno"));
  }

  /** {@code {"term":1,"seqno":90}}. */
  public JsonObject document() {
    return JsonObject.builder().put("term", term).put("seqno", seqno).build();
  }

  @Override
  public String toString() {
    return term + "/" + seqno;
  }
}
