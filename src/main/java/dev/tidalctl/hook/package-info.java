/** Runs the operator's hooks around nodes. */
@NullMarked
package dev.tidalctl.hook;

import org.jspecify.annotations.NullMarked;
