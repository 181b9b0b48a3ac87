/** A roll as metrics for monitoring that reads files. */
@NullMarked
package dev.tidalctl.cli.metrics;

import org.jspecify.annotations.NullMarked;
