/** What needs Debian's programs: shells, manuals, packages. */
@NullMarked
package dev.tidalctl.debian;

import org.jspecify.annotations.NullMarked;
