/** Routes by the operator's own commands, or by nothing. */
@NullMarked
package dev.tidalctl.traffic.exec;

import org.jspecify.annotations.NullMarked;
