package dev.tidalctl.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The durable mark on a node that is not serving. It outlives the lease, so that whoever comes next
 * sees who took the node out, and why.
 *
 * @param owner {@code TIDALCTL_OWNER}, else user@host
 * @param runId the run that holds the node
 * @param host the machine that the run was started on
 * @param reason the operator's words, or why the node was left out of service
 * @param since when the node was first held by this run, by the operator's clock
 * @param phase how far the upgrade of the node had come
 * @param wanted the version to wait for before the node may serve again, where one was asked for
 * @param incarnation the node's incarnation when it was drained; an upgraded node must show another
 */
public record Hold(
    String owner,
    RunId runId,
    String host,
    String reason,
    Instant since,
    Phase phase,
    Optional<Version> wanted,
    Optional<Incarnation> incarnation) {}
