package dev.tidalctl.sql;

import dev.tidalctl.core.model.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much WAL a node keeps for those that are away.
 *
 * @param end of its own WAL: written by a leader, received by a standby
 * @param readAt by the node's own clock
 * @param slots its replication slots, by name
 * @param slotCap {@code max_slot_wal_keep_size} in bytes: what slots may hold back; empty without a
 *     cap
 * @param keepSize {@code wal_keep_size} in bytes: kept in any case
 * @param segmentSize of one WAL file, in bytes
 */
public record WalKeeping(
    Position end,
    Instant readAt,
    List<Slot> slots,
    OptionalLong slotCap,
    long keepSize,
    long segmentSize) {
  private static final double NANOS = 1e9;

  /** Keeps its own copy. */
  public WalKeeping {
    slots = List.copyOf(slots);
  }

  /** The slot of that name, empty when there is none. */
  public Optional<Slot> slot(String name) {
    return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
  }

  /**
   * How fast WAL grew between two readings, in bytes a second. Empty when that can't be told: the
   * timeline changed, or no time lies between them.
   *
   * @param earlier of the same node
   */
  public OptionalDouble bytesPerSecondSince(WalKeeping earlier) {
    Duration between = Duration.between(earlier.readAt, readAt);
    if (!end.comparableTo(earlier.end) || between.isNegative() || between.isZero()) {
      return OptionalDouble.empty();
    }
    double seconds = between.toNanos() / NANOS;
    return OptionalDouble.of(Math.max(0, end.seqno() - earlier.end.seqno()) / seconds);
  }

  /**
   * A replication slot.
   *
   * @param name Patroni names it after the member
   * @param physical whether it is for a standby, not for logical decoding
   * @param active whether it is in use now
   * @param restart the first byte that it holds back, as a seqno; empty when it holds none
   * @param status what became of what it holds back
   * @param safe how many bytes may be written before it is in danger of being lost; empty when that
   *     can't happen
   */
  public record Slot(
      String name,
      boolean physical,
      boolean active,
      OptionalLong restart,
      Status status,
      OptionalLong safe) {}

  /** {@code wal_status}. */
  public enum Status {
    /** Within {@code max_wal_size}. */
    RESERVED,
    /** Beyond {@code max_wal_size}, and still kept. */
    EXTENDED,
    /** About to be removed at the next checkpoint. */
    UNRESERVED,
    /** Gone: whoever used the slot can't go on. */
    LOST,
    /** The slot holds no WAL back. */
    NONE
  }
}
