package dev.tidalctl.state;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Routing;

/**
 * The durable mark on a node that is not serving.
 *
 * @param routing where it stands; never {@code SERVING}
 * @param hold who keeps it there
 */
public record Mark(Routing routing, Hold hold) {}
