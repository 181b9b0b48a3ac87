/** Journals of runs as files: one append-only file a run, locked by the process that drives it. */
@NullMarked
package dev.tidalctl.journal;

import org.jspecify.annotations.NullMarked;
