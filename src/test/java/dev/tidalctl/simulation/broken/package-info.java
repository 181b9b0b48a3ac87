/** Broken variants of the shipped sources, to see the simulation find them. */
@NullMarked
package dev.tidalctl.simulation.broken;

import org.jspecify.annotations.NullMarked;
