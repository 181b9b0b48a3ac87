/** Holds writes back by PgBouncers, and sees to it that they are let go. */
@NullMarked
package dev.tidalctl.pgbouncer;

import org.jspecify.annotations.NullMarked;
