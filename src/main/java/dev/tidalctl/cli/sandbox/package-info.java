/**
 * The commands of the rehearsal cluster: {@code sandbox} with its subcommands, and {@code demo}.
 */
@NullMarked
package dev.tidalctl.cli.sandbox;

import org.jspecify.annotations.NullMarked;
