/** A PostgreSQL that says what it was told. */
@NullMarked
package dev.tidalctl.testing.postgres;

import org.jspecify.annotations.NullMarked;
