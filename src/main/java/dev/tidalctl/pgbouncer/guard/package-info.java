/** What a guard that holds writes by PgBouncer is told, and how it does that. */
@NullMarked
package dev.tidalctl.pgbouncer.guard;

import org.jspecify.annotations.NullMarked;
