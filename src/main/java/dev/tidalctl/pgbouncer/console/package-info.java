/** PgBouncer's admin consoles, each spoken to through {@code psql}. */
@NullMarked
package dev.tidalctl.pgbouncer.console;

import org.jspecify.annotations.NullMarked;
