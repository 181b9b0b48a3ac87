/** What a failing seed has to say. */
@NullMarked
package dev.tidalctl.simulation.story;

import org.jspecify.annotations.NullMarked;
