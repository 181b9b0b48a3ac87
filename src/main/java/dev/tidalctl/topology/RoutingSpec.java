package dev.tidalctl.topology;

import java.util.Optional;

/**
 * How client traffic is kept off a node of a Patroni cluster.
 *
 * @param reads how its reads are taken away and given back
 * @param pgbouncer the poolers that hold writes back during a switchover
 */
public record RoutingSpec(ReadRouting reads, Optional<PgbouncerSpec> pgbouncer) {}
