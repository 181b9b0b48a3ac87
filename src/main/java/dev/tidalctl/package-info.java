/** The composition root: builds the command line and hands it the drivers it asked for. */
@NullMarked
package dev.tidalctl;

import org.jspecify.annotations.NullMarked;
