package dev.tidalctl.haproxy;

import java.util.OptionalInt;

/**
 * A server of a backend, as one HAProxy has it.
 *
 * @param name its name there
 * @param operation what health checks make of it: 0 stopped, 1 starting, 2 running, 3 stopping
 * @param admin why it gets no clients, whatever its health; a sum of the bits below
 * @param weight its share of clients; none get to it with 0
 * @param sessions that clients have on it; empty when HAProxy does not say
 * @param limit how many it may have, while others wait; empty when there is no limit
 */
record Server(
    String name, int operation, int admin, int weight, OptionalInt sessions, OptionalInt limit) {
  private static final int FORCED_DRAIN = 0x08;

  /** Maintenance by command, inheritance or configuration; drain by command or inheritance. */
  private static final int TOLD = 0x1f;

  /** Whether it was told to take clients. */
  boolean open() {
    return (admin & TOLD) == 0 && weight > 0;
  }

  /** Whether {@code state drain} is all that keeps clients away: what we would have done. */
  boolean merelyDrained() {
    return (admin & TOLD) == FORCED_DRAIN && weight > 0;
  }

  /** Whether health checks find it up, or it has none. */
  boolean up() {
    return operation == 1 || operation == 2;
  }

  /** Whether clients get to it. */
  boolean serves() {
    return up() && admin == 0 && weight > 0;
  }

  /** How it stands, in a word or two. */
  String standing() {
    if (open()) {
      return "open";
    }
    if (merelyDrained()) {
      return "drained";
    }
    return (admin & TOLD) == 0 ? "of weight 0" : "in maintenance";
  }
}
