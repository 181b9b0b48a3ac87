/** What PostgreSQL itself says of a node, over SQL, and the little that is asked of it there. */
@NullMarked
package dev.tidalctl.sql;

import org.jspecify.annotations.NullMarked;
