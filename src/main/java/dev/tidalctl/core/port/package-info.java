/** What the core needs from outside; drivers implement it, the composition root connects it. */
@NullMarked
package dev.tidalctl.core.port;

import org.jspecify.annotations.NullMarked;
