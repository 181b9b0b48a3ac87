package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a node says of itself: {@code GET /patroni}.
 *
 * @param state of PostgreSQL, in Patroni's word: {@code running}, {@code stopped}, {@code start
 *     failed}, in 4.x also {@code streaming}
 * @param role what PostgreSQL is
 * @param serverVersion of PostgreSQL as a number, 150004 for 15.4; empty while it is down
 * @param timeline it is on; empty while it is down
 * @param started when its postmaster started, in PostgreSQL's words
 * @param systemIdentifier of its database
 * @param patroniVersion of the Patroni that answers
 * @param scope of the cluster that it belongs to
 * @param name of the member, which only 4.x says
 * @param tags of the member, as text
 * @param pendingRestart whether parameters wait for a restart
 * @param scheduledRestart when Patroni will restart it, in its words
 * @param paused whether Patroni is told not to manage the cluster
 * @param unlocked whether Patroni sees nobody hold the leader key, or can't reach its store
 * @param wal where its WAL is; empty while PostgreSQL does not answer
 * @param standbys who streams from it
 */
public record NodeReading(
    String state,
    NodeRole role,
    OptionalInt serverVersion,
    OptionalLong timeline,
    Optional<String> started,
    Optional<String> systemIdentifier,
    Optional<String> patroniVersion,
    Optional<String> scope,
    Optional<String> name,
    Map<String, String> tags,
    boolean pendingRestart,
    Optional<String> scheduledRestart,
    boolean paused,
    boolean unlocked,
    Optional<Wal> wal,
    List<Standby> standbys) {
  private static final Set<String> CHANGING = Set.of("starting", "stopping", "restarting");

  /** Keeps its own copies. */
  public NodeReading {
    tags = Map.copyOf(tags);
    standbys = List.copyOf(standbys);
  }

  /** Where a node's WAL is, as byte positions. */
  public sealed interface Wal {
    /**
     * It writes.
     *
     * @param end of what it wrote
     */
    record Written(long end) implements Wal {}

    /**
     * It replays.
     *
     * @param replayed up to there; empty when it replayed nothing since its start
     * @param paused whether replay is paused
     */
    record Replayed(OptionalLong replayed, boolean paused) implements Wal {}
  }

  /**
   * A receiver of WAL.
   *
   * @param name its application name: the member's
   * @param state {@code streaming}, {@code catchup}, {@code startup}
   * @param syncState {@code async}, {@code sync}, {@code quorum}, {@code potential}
   */
  public record Standby(String name, String state, String syncState) {
    /** Whether it is up to date with what is sent. */
    public boolean streaming() {
      return state.equals("streaming");
    }

    /** Whether commits wait for it. */
    public boolean synchronous() {
      return syncState.equals("sync") || syncState.equals("quorum");
    }
  }

  /** Whether PostgreSQL answers and is not about to stop. */
  public boolean up() {
    return wal.isPresent() && !changing();
  }

  /** Whether PostgreSQL is on its way up or down: another state follows soon. */
  public boolean changing() {
    return CHANGING.contains(state);
  }

  /** Whether it says that it leads; of a node that is not up this means nothing. */
  public boolean claimsLeadership() {
    return up() && (role == NodeRole.PRIMARY || role == NodeRole.STANDBY_LEADER);
  }

  /** Whether a tag is set to a word for yes. */
  public boolean tagged(String tag) {
    return Optional.ofNullable(tags.get(tag))
        .filter(v -> !v.isBlank() && !Set.of("false", "off", "no", "0").contains(v))
        .isPresent();
  }

  static NodeReading from(JsonNode body) throws MalformedAnswer {
    Fields top = Fields.of(body, "");
    Optional<Fields> patroni = top.optionalObject("patroni");
    Optional<Fields> xlog = top.optionalObject("xlog");
    Optional<Fields> tags = top.optionalObject("tags");
    Optional<Fields> scheduled = top.optionalObject("scheduled_restart");
    return new NodeReading(
        top.text("state"),
        NodeRole.of(top.text("role")),
        top.optionalSmall("server_version"),
        top.optionalWhole("timeline"),
        top.optionalText("postmaster_start_time"),
        top.optionalText("database_system_identifier"),
        patroni.isPresent() ? patroni.get().optionalText("version") : Optional.empty(),
        patroni.isPresent() ? patroni.get().optionalText("scope") : Optional.empty(),
        patroni.isPresent() ? patroni.get().optionalText("name") : Optional.empty(),
        tags.map(Fields::values).orElse(Map.of()),
        top.flag("pending_restart"),
        scheduled.isPresent()
            ? Optional.of(scheduled.get().optionalText("schedule").orElse("some time"))
            : Optional.empty(),
        top.flag("pause"),
        top.flag("cluster_unlocked"),
        xlog.isPresent() ? wal(xlog.get()) : Optional.empty(),
        standbys(top));
  }

  private static Optional<Wal> wal(Fields xlog) throws MalformedAnswer {
    OptionalLong location = xlog.optionalWhole("location");
    return Optional.of(
        location.isPresent()
            ? new Wal.Written(location.getAsLong())
            : new Wal.Replayed(xlog.optionalWhole("replayed_location"), xlog.flag("paused")));
  }

  private static List<Standby> standbys(Fields top) throws MalformedAnswer {
    List<Standby> standbys = new ArrayList<>();
    for (Fields standby : top.objects("replication")) {
      standbys.add(
          new Standby(
              standby.optionalText("application_name").orElse(""),
              standby.optionalText("state").orElse(""),
              standby.optionalText("sync_state").orElse("")));
    }
    return standbys;
  }
}
