/**
 * The open-loop load of the rehearsal cluster: what a client of the cluster would have seen.
 *
 * <p>It knows the cluster by its public client calls only, and never repeats a request: whatever
 * the gateway fails to hide is counted.
 */
@NullMarked
package dev.tidalctl.sandbox.load;

import org.jspecify.annotations.NullMarked;
