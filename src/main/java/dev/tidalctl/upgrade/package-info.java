/** Runs the operator's upgrade command, one process per node and attempt. */
@NullMarked
package dev.tidalctl.upgrade;

import org.jspecify.annotations.NullMarked;
