/** The control plane: topology, leases, guard, leadership, observation, and its HTTP API. */
@NullMarked
package dev.tidalctl.sandbox.control;

import org.jspecify.annotations.NullMarked;
