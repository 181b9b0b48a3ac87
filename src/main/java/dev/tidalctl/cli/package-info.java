/**
 * The command line: one class a command, options in mixins, each with one call into the core
 * through a {@link dev.tidalctl.cli.backend.Backend} that {@code Main} supplies.
 */
@NullMarked
package dev.tidalctl.cli;

import org.jspecify.annotations.NullMarked;
