package dev.tidalctl.sandbox.gateway;

import dev.tidalctl.sandbox.wire.HttpPeer;

/**
 * A node that a client's request may be sent to.
 *
 * @param shard its shard id
 * @param peer its present incarnation
 */
public record Target(int shard, HttpPeer peer) {}
