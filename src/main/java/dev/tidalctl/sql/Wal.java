package dev.tidalctl.sql;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.WalKeeping.Slot;
import dev.tidalctl.sql.WalKeeping.Status;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads what there is of WAL. Positions are bytes since the beginning of the WAL, as Patroni gives
 * them; the timeline is that of the file being written, since a control file lags behind a
 * promotion.
 */
final class Wal {
  private static final String KEEPING =
      """
      SELECT
        CASE WHEN pg_is_in_recovery()
          THEN (SELECT timeline_id FROM pg_control_checkpoint())::text
          ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END AS timeline,
        pg_is_in_recovery() AS standby,
        (CASE WHEN pg_is_in_recovery()
          THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
          ELSE pg_current_wal_lsn() END - '0/0'::pg_lsn)::bigint AS written,
        extract(epoch from clock_timestamp())::numeric AS read_at,
        pg_size_bytes(current_setting('max_slot_wal_keep_size')) AS slot_cap,
        pg_size_bytes(current_setting('wal_keep_size')) AS keep_size,
        pg_size_bytes(current_setting('wal_segment_size')) AS segment_size
      """;

  private static final String SLOTS =
      """
      SELECT slot_name, slot_type = 'physical' AS physical, active,
        (restart_lsn - '0/0'::pg_lsn)::bigint AS restart, coalesce(wal_status, '') AS wal_status,
        safe_wal_size
      FROM pg_replication_slots ORDER BY slot_name
      """;

  private static final String OLDEST =
      """
      SELECT min(substr(name, 9) COLLATE "C") AS oldest,
        pg_size_bytes(current_setting('wal_segment_size')) AS segment_size
      FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'
      """;

  private static final int HEX = 16;
  private static final int HALF = 8;
  private static final int HALF_BITS = 32;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private Wal() {}

  static WalKeeping keeping(Connection connection) throws SQLException {
    List<Slot> slots = Rows.all(connection, SLOTS, Wal::slot);
    return Rows.one(connection, KEEPING, row -> keeping(row, slots));
  }

  /** Where the oldest file begins; a file's name is its timeline, then its place. */
  static Reply<Long> firstKept(Connection connection) throws SQLException {
    OptionalLong first =
        Rows.one(
            connection,
            OLDEST,
            row -> {
              String oldest = row.getString("oldest");
              return oldest == null
                  ? OptionalLong.empty()
                  : OptionalLong.of(begin(oldest, row.getLong("segment_size")));
            });
    return first.isPresent()
        ? new Reply.Ok<>(first.getAsLong())
        : Failures.refused(Code.OTHER, "there is no WAL at all");
  }

  /** The timeline that a WAL file's name begins with. */
  static long timeline(String name) {
    return Long.parseLong(name.substring(0, HALF), HEX);
  }

  private static long begin(String place, long segmentSize) {
    long high = Long.parseLong(place.substring(0, HALF), HEX);
    long low = Long.parseLong(place.substring(HALF), HEX);
    return (high << HALF_BITS) + low * segmentSize;
  }

  private static WalKeeping keeping(ResultSet row, List<Slot> slots) throws SQLException {
    String timeline = row.getString("timeline");
    long term = row.getBoolean("standby") ? Long.parseLong(timeline) : timeline(timeline);
    long cap = row.getLong("slot_cap");
    return new WalKeeping(
        new Position(term, row.getLong("written")),
        instant(row.getBigDecimal("read_at")),
        slots,
        cap < 0 ? OptionalLong.empty() : OptionalLong.of(cap),
        row.getLong("keep_size"),
        row.getLong("segment_size"));
  }

  private static Instant instant(BigDecimal epoch) {
    long seconds = epoch.longValue();
    BigDecimal rest = epoch.subtract(BigDecimal.valueOf(seconds));
    return Instant.ofEpochSecond(seconds, rest.multiply(NANOS).longValue());
  }

  private static Slot slot(ResultSet row) throws SQLException {
    return new Slot(
        row.getString("slot_name"),
        row.getBoolean("physical"),
        row.getBoolean("active"),
        Rows.number(row, "restart"),
        status(row.getString("wal_status")),
        Rows.number(row, "safe_wal_size"));
  }

  private static Status status(String word) throws SQLException {
    try {
      return word.isEmpty() ? Status.NONE : Status.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new SQLException("wal_status is of an unknown kind: " + word, unknown);
    }
  }
}
