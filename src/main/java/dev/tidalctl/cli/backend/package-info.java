/** What commands need of a cluster; the composition root connects it with a driver. */
@NullMarked
package dev.tidalctl.cli.backend;

import org.jspecify.annotations.NullMarked;
