/** The rehearsal cluster from outside: started, upgraded, disturbed and ended. */
@NullMarked
package dev.tidalctl.sandbox.stage;

import org.jspecify.annotations.NullMarked;
