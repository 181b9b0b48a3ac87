/** Journals of runs: as files, each locked by the process that drives it, or in a shared store. */
@NullMarked
package dev.tidalctl.journal;

import org.jspecify.annotations.NullMarked;
