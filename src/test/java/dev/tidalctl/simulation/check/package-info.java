/** The twelve invariants of the semantics, one small class each. */
@NullMarked
package dev.tidalctl.simulation.check;

import org.jspecify.annotations.NullMarked;
