package dev.tidalctl.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One node as a look at the cluster shows it. What is not known is empty, never zero.
 *
 * @param name its name
 * @param shard its shard id, where the driver has shards
 * @param role what it does with the WAL
 * @param zone its failure domain; a node without one is a zone of its own
 * @param routing what traffic does with it
 * @param hold who keeps it out of service
 * @param reachable whether it answers the control plane
 * @param electable whether it may be given leadership
 * @param diverged whether it is beyond the leader or off its history: never to be served
 * @param incarnation of its running process
 * @param version that it reports
 * @param applied up to where it has replayed the WAL
 * @param inFlight client requests under way on it
 * @param observedAt by the control plane's clock, a time before its position was read
 * @param exposed whether clients reach it although it is marked out of service: somebody, or a load
 *     balancer that forgot, has opened it
 * @param work what keeps it busy, in words for the operator, for instance the sessions that block a
 *     drain; empty where the driver can't tell
 */
public record NodeView(
    NodeName name,
    OptionalInt shard,
    Role role,
    String zone,
    Routing routing,
    Optional<Hold> hold,
    boolean reachable,
    boolean electable,
    boolean diverged,
    Optional<Incarnation> incarnation,
    Optional<Version> version,
    Optional<Position> applied,
    OptionalInt inFlight,
    Optional<Instant> observedAt,
    boolean exposed,
    List<String> work) {
  /** Keeps its own copy of the words. */
  public NodeView {
    work = List.copyOf(work);
  }

  /** Whether it reports exactly {@code wanted}; an unknown version is not. */
  public boolean runs(Version wanted) {
    return version.filter(wanted::equals).isPresent();
  }
}
