/** The words of a roll as immutable values: positions, snapshots, statuses, plans, events. */
@NullMarked
package dev.tidalctl.core.model;

import org.jspecify.annotations.NullMarked;
