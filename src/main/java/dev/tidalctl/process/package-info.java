/**
 * Other processes: our own classes in one that outlives us, and commands that end within a limit.
 */
@NullMarked
package dev.tidalctl.process;

import org.jspecify.annotations.NullMarked;
