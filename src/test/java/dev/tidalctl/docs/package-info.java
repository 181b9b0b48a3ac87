/** Man pages and completions, written from the command model. */
@NullMarked
package dev.tidalctl.docs;

import org.jspecify.annotations.NullMarked;
