/** Damages documents at random, from a seed: as bytes, and as trees that a parser still takes. */
@NullMarked
package dev.tidalctl.testing.fuzz;

import org.jspecify.annotations.NullMarked;
