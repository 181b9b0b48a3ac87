/**
 * Deterministic simulation: the shipped coordinator, many operators and a whole cluster in one
 * thread, from one seed.
 */
@NullMarked
package dev.tidalctl.simulation;

import org.jspecify.annotations.NullMarked;
