/**
 * Observe, decide, act: the coordinator's loop, the run that it steps, and the small pure rules
 * that each answer one question. Knows no library, no clock and no sleep.
 */
@NullMarked
package dev.tidalctl.core;

import org.jspecify.annotations.NullMarked;
