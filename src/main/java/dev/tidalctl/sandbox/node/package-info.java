/** A node process: its log, what it ships as leader, what it takes as follower. */
@NullMarked
package dev.tidalctl.sandbox.node;

import org.jspecify.annotations.NullMarked;
