/** Durable, checksummed logs: the segmented WAL of a node and its store of applied signals. */
@NullMarked
package dev.tidalctl.sandbox.wal;

import org.jspecify.annotations.NullMarked;
