package dev.tidalctl.cli;

import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;

/**
 * A roll to be begun, or to be gone on with.
 *
 * @param file its cluster
 * @param identity who rolls, under which run
 * @param order what is asked for
 * @param policy the promises to keep
 * @param resumption what is known of the run, when it is gone on with
 */
record RollTask(
    ClusterFile file,
    Identity identity,
    Order.Roll order,
    Policy policy,
    Optional<Resumption> resumption) {}
