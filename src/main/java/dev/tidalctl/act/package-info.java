/** Carries effects out on virtual threads and brings back what came of them. */
@NullMarked
package dev.tidalctl.act;

import org.jspecify.annotations.NullMarked;
