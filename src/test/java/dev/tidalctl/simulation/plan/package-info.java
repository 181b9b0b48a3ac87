/** A seed, expanded to a plan that can be printed before anything happens. */
@NullMarked
package dev.tidalctl.simulation.plan;

import org.jspecify.annotations.NullMarked;
