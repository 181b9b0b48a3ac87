/** What {@code check} looks at before a roll: one class a subject, each question on its own. */
@NullMarked
package dev.tidalctl.cli.preflight;

import org.jspecify.annotations.NullMarked;
