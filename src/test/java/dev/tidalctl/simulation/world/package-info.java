/** The simulated cluster and its surroundings, under a virtual clock. */
@NullMarked
package dev.tidalctl.simulation.world;

import org.jspecify.annotations.NullMarked;
