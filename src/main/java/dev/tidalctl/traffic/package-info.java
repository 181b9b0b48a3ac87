/**
 * How client traffic is kept off a node and writes are held, whatever does it: the driver of a
 * cluster speaks to these, load balancers and poolers are behind them.
 */
@NullMarked
package dev.tidalctl.traffic;

import org.jspecify.annotations.NullMarked;
