/**
 * What operators of a cluster share where no control plane keeps it for them: the lease, the marks
 * on nodes, the note of a switchover. The rules stand here once, over any {@link Store}.
 */
@NullMarked
package dev.tidalctl.state;

import org.jspecify.annotations.NullMarked;
