package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.NodeReading;
import java.time.Instant;
import java.util.Optional;

/**
 * What one node said when it was asked about itself.
 *
 * @param reply its words, or why there are none
 * @param askedAt a time before it read its position, by this machine's clock
 */
public record Sighting(Reply<NodeReading> reply, Instant askedAt) {
  /** What it said, if it answered. */
  public Optional<NodeReading> reading() {
    return reply instanceof Reply.Ok<NodeReading>(NodeReading reading)
        ? Optional.of(reading)
        : Optional.empty();
  }

  /** Its words, if it answered and its PostgreSQL is up. */
  public Optional<NodeReading> up() {
    return reading().filter(NodeReading::up);
  }
}
