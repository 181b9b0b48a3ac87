/** Keeps clients off a node by the runtime API of one or several HAProxies. */
@NullMarked
package dev.tidalctl.haproxy;

import org.jspecify.annotations.NullMarked;
