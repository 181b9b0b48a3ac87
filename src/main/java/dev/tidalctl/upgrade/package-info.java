/** Has the operator's upgrade command run, once per run, node and attempt. */
@NullMarked
package dev.tidalctl.upgrade;

import org.jspecify.annotations.NullMarked;
