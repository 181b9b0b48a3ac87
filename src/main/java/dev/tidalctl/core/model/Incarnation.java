package dev.tidalctl.core.model;

/**
 * An id that a node takes anew each time its process starts: equal incarnations mean that the node
 * has not been restarted in between.
 *
 * @param value opaque, compared for equality only
 */
public record Incarnation(String value) {
  @Override
  public String toString() {
    return value;
  }
}
