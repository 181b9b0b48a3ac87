/**
 * The process that holds writes and lets them go, whatever it holds them with: in a session of its
 * own, it outlives who started it. Its classes need no others than this program's and the JDK's.
 */
@NullMarked
package dev.tidalctl.traffic.guard;

import org.jspecify.annotations.NullMarked;
