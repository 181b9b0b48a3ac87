/** Files that a command keeps beside its work, for other programs. */
@NullMarked
package dev.tidalctl.cli.files;

import org.jspecify.annotations.NullMarked;
