/** What may go wrong. */
@NullMarked
package dev.tidalctl.simulation.fault;

import org.jspecify.annotations.NullMarked;
