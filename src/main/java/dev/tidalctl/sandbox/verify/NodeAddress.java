package dev.tidalctl.sandbox.verify;

import java.net.URI;

/**
 * Where a node itself answers.
 *
 * @param name the node's name
 * @param url its own base URL, not the gateway's
 */
public record NodeAddress(String name, URI url) {}
