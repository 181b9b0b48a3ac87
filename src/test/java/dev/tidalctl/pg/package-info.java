/** A real cluster of PostgreSQL under Patroni, clients that load it, and what they saw. */
@NullMarked
package dev.tidalctl.pg;

import org.jspecify.annotations.NullMarked;
